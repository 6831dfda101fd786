#include "cli/output.h"

#include <doctest/doctest.h>

#include <sstream>

namespace {

using namespace entente;
using namespace entente::cli;

struct Printed {
    std::string out, err;
    int code = 0;
};

Printed print(bool tty, OutputOptions options, const std::vector<std::vector<std::string>>& rows,
              std::size_t width = 40) {
    std::istringstream in;
    std::ostringstream out, err;
    Invocation inv{{}, in, out, err, tty, false, false};
    Listing list(inv, options, {"when", "title"}, width);
    for (const auto& r : rows) list.add(r, {{"title", r[1]}});
    const int code = list.finish();
    return {out.str(), err.str(), code};
}

}  // namespace

TEST_CASE("columns are aligned by what a terminal shows, whatever the bytes") {
    CHECK(print(true, {}, {{"été", "a"}, {"東京", "b"}, {"x", "c"}}).out == "when  title\nété   a\n東京  b\nx     c\n");
    CHECK(display_width("e\xCC\x81t") == 2);
}

TEST_CASE("a wide table gives way in its widest column and never breaks a character") {
    const std::string out =
        print(true, {}, {{"2025-04-03", "Visite des ministres à Moscou et à Saint-Pétersbourg"}}, 32).out;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 32);
    CHECK(out.find("…") != std::string::npos);
}

TEST_CASE("a pipe gets TSV in which no cell has a tab or a line break") {
    CHECK(print(false, {}, {{"a\tb", "c\nd"}}).out == "when\ttitle\na b\tc d\n");
}

TEST_CASE("control characters of a page never reach the terminal") {
    CHECK(one_line("a\x1b[31mb\x7f") == "a [31mb ");
    CHECK(one_line("a\xE2\x80\xAE"
                   "b") == "a b");
}

TEST_CASE("CSV quotes what must be quoted") {
    OutputOptions o;
    o.csv = true;
    CHECK(print(false, o, {{"a,b", "say \"x\"\ny"}}).out == "when,title\r\n\"a,b\",\"say \"\"x\"\"\ny\"\r\n");
}

TEST_CASE("JSON is an array, JSONL an object a line, both also when nothing is found") {
    OutputOptions json, jsonl;
    json.json = true;
    jsonl.jsonl = true;
    CHECK(print(true, json, {{"a", "b"}}).out == "[{\"title\":\"b\"}]\n");
    CHECK(print(true, json, {}).out == "[]\n");
    CHECK(print(true, jsonl, {{"a", "b"}, {"c", "d"}}).out == "{\"title\":\"b\"}\n{\"title\":\"d\"}\n");
}

TEST_CASE("nothing found is exit code 3 only when asked for") {
    OutputOptions o;
    CHECK(print(false, o, {}).code == kDone);
    o.fail_empty = true;
    CHECK(print(false, o, {}).code == kNothing);
    CHECK(print(false, o, {{"a", "b"}}).code == kDone);
}

TEST_CASE("a limit is a number or all") {
    OutputOptions o;
    o.limit = "12";
    CHECK(**limit_of(o) == 12);
    o.limit = "all";
    CHECK_FALSE(limit_of(o)->has_value());
    o.limit = "-1";
    CHECK_FALSE(limit_of(o).ok());
}
