// What every article gets at the end, however it was read: language, dateline, text key, bounds of publication, id.
#pragma once

#include <string_view>

#include "entente/article.h"
#include "press/press.h"

namespace entente::press {

// Fills what is still empty from the text and `hint`; `bytes` make the id when nothing else does. Given values win.
void finish_article(Article& article, const PageHint& hint, std::string_view bytes, const PageWords* words);

// Sets the source's name, id and country from the registry (by host, name, then byline); an unregistered one gets its
// host for an id. Agencies named in the byline or at the text's end go to the dateline; beside other authors they are
// no author.
void name_source(Article& article, const PageHint& hint, const Sources& sources);

// The text's language, or empty when it is too short to say.
[[nodiscard]] std::string guess_language(std::string_view text);

// "PARIS, 3 avril (AFP) – …": what stands before the first sentence, and where it ends (0: no dateline).
[[nodiscard]] std::size_t read_dateline(std::string_view paragraph, Dateline& out);

// Sets text_key (empty for a text of next to nothing) and sketch from the paragraphs.
void key_text(Article& article);

// Paragraphs by line over `text` as it is: the spans of its lines that are not blank.
void paragraphs_by_line(Article& article, std::size_t max);

}  // namespace entente::press
