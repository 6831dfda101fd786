// Pages to Articles on several threads, given back in the order in which they came.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "entente/article.h"
#include "entente/result.h"

namespace entente::pipeline {

class ArticlePool {
 public:
    using Task = std::packaged_task<Result<Article>()>;

    explicit ArticlePool(std::size_t threads);
    ArticlePool(const ArticlePool&) = delete;
    ArticlePool& operator=(const ArticlePool&) = delete;
    ~ArticlePool();  // tasks not begun are dropped

    [[nodiscard]] std::future<Result<Article>> add(std::function<Result<Article>()> read);

 private:
    void work();

    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<Task> tasks_;
    std::vector<std::thread> threads_;
    bool stop_ = false;
};

}  // namespace entente::pipeline
