#include "pipeline/article_pool.h"

#include <utility>

namespace entente::pipeline {

ArticlePool::ArticlePool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

ArticlePool::~ArticlePool() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
        tasks_.clear();
    }
    more_.notify_all();
    for (std::thread& t : threads_) t.join();
}

std::future<Result<Article>> ArticlePool::add(std::function<Result<Article>()> read) {
    Task task(std::move(read));
    std::future<Result<Article>> result = task.get_future();
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    more_.notify_one();
    return result;
}

void ArticlePool::work() {
    for (;;) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            more_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
            if (stop_) return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
    }
}

}  // namespace entente::pipeline
