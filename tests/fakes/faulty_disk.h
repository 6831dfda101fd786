// A virtual file system for tests that fails or kills the process at the n-th write. Wraps SQLite's default one.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <cstring>

namespace entente::record {

class FaultyDisk {
 public:
    enum class Fault { kNone, kKill, kKillHalfway, kFull };
    static constexpr const char* kName = "faulty";

    // From now on: counts writes, and at number `at` (from 1) does what `fault` says; kFull goes on failing.
    static void arm(Fault fault, long at) {
        install();
        state().fault = fault;
        state().at = at;
        state().writes = 0;
    }
    static long writes() { return state().writes; }

 private:
    struct State {
        Fault fault = Fault::kNone;
        long at = 0, writes = 0;
        sqlite3_vfs vfs{};
        sqlite3_vfs* real = nullptr;
        bool installed = false;
    };
    struct File {
        sqlite3_file base;
        sqlite3_file* real;  // lies behind this struct
    };
    static State& state() {
        static State s;
        return s;
    }
    static sqlite3_file* real(sqlite3_file* f) { return reinterpret_cast<File*>(f)->real; }

    // Whether this write fails; does not return when the process is to die.
    static bool fails(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 offset) {
        State& s = state();
        ++s.writes;
        if (s.fault == Fault::kNone || s.writes < s.at) return false;
        if (s.fault == Fault::kFull) return true;
        if (s.fault == Fault::kKillHalfway && bytes && n > 1) real(f)->pMethods->xWrite(real(f), bytes, n / 2, offset);
        _exit(9);
    }
    static int write(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 offset) {
        if (fails(f, bytes, n, offset)) return SQLITE_FULL;
        return real(f)->pMethods->xWrite(real(f), bytes, n, offset);
    }
    static int truncate(sqlite3_file* f, sqlite3_int64 size) {
        if (fails(f, nullptr, 0, 0)) return SQLITE_FULL;
        return real(f)->pMethods->xTruncate(real(f), size);
    }
    static int sync(sqlite3_file* f, int flags) {
        if (fails(f, nullptr, 0, 0)) return SQLITE_IOERR_FSYNC;
        return real(f)->pMethods->xSync(real(f), flags);
    }
    static int close(sqlite3_file* f) { return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK; }
    static int read(sqlite3_file* f, void* b, int n, sqlite3_int64 o) {
        return real(f)->pMethods->xRead(real(f), b, n, o);
    }
    static int size(sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); }
    static int lock(sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); }
    static int unlock(sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); }
    static int reserved(sqlite3_file* f, int* r) { return real(f)->pMethods->xCheckReservedLock(real(f), r); }
    static int control(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
    static int sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
    static int traits(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
    static int shm_map(sqlite3_file* f, int p, int n, int w, void volatile** out) {
        return real(f)->pMethods->xShmMap(real(f), p, n, w, out);
    }
    static int shm_lock(sqlite3_file* f, int o, int n, int flags) {
        return real(f)->pMethods->xShmLock(real(f), o, n, flags);
    }
    static void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
    static int shm_unmap(sqlite3_file* f, int d) { return real(f)->pMethods->xShmUnmap(real(f), d); }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods m = [] {
            sqlite3_io_methods x{};
            x.iVersion = 2;  // without memory mapping: every write is seen
            x.xClose = close;
            x.xRead = read;
            x.xWrite = write;
            x.xTruncate = truncate;
            x.xSync = sync;
            x.xFileSize = size;
            x.xLock = lock;
            x.xUnlock = unlock;
            x.xCheckReservedLock = reserved;
            x.xFileControl = control;
            x.xSectorSize = sector;
            x.xDeviceCharacteristics = traits;
            x.xShmMap = shm_map;
            x.xShmLock = shm_lock;
            x.xShmBarrier = shm_barrier;
            x.xShmUnmap = shm_unmap;
            return x;
        }();
        return &m;
    }
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
        auto* file = reinterpret_cast<File*>(f);
        file->real = reinterpret_cast<sqlite3_file*>(file + 1);
        std::memset(file->real, 0, static_cast<std::size_t>(state().real->szOsFile));
        const int code = state().real->xOpen(state().real, name, file->real, flags, out);
        file->base.pMethods = code == SQLITE_OK ? methods() : nullptr;
        return code;
    }
    static void install() {
        State& s = state();
        if (s.installed) return;
        s.real = sqlite3_vfs_find(nullptr);
        s.vfs = *s.real;
        s.vfs.zName = kName;
        s.vfs.pNext = nullptr;
        s.vfs.szOsFile = static_cast<int>(sizeof(File)) + s.real->szOsFile;
        s.vfs.xOpen = open;
        sqlite3_vfs_register(&s.vfs, 0);
        s.installed = true;
    }
};

}  // namespace entente::record
