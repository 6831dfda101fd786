// What a treebank's files give to be scored: the raw text of CoNLL-U, the names of UNER and PARSEME-FR files.
#include <map>

#include "base/text.h"
#include "cli/conllu_score.h"

namespace entente::cli {

namespace {

std::size_t number(std::string_view digits) {
    std::size_t n = 0;
    for (const char c : digits.substr(0, 9))
        if (c >= '0' && c <= '9') n = n * 10 + static_cast<std::size_t>(c - '0');
    return n;
}

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The kind of "1:NE-PERS.final", and such among other marks.
std::string kind_of(std::string_view mark) {
    for (const auto& [name, kind] :
         {std::pair{"NE-PERS.final", "PER"}, {"NE-ORG.final", "ORG"}, {"NE-LOC.final", "LOC"}})
        if (mark.find(name) != std::string_view::npos) return kind;
    return "";
}

// A word's tag by PARSEME-FR's column: names are numbered in the sentence, `inside` knows their kinds.
std::string parseme_tag(std::string_view column, std::map<std::string, std::string, std::less<>>& inside) {
    std::string tag = "O";
    for (const std::string_view part : base::split(column, ';')) {
        const std::size_t colon = part.find(':');
        const std::string_view name = part.substr(0, colon);
        const std::string kind = colon == std::string_view::npos ? "" : kind_of(part.substr(colon + 1));
        const bool bare = colon == std::string_view::npos || colon + 1 == part.size();
        if (!kind.empty()) {
            inside[std::string(name)] = kind;
            tag = "B-" + kind;
        } else if (const auto open = inside.find(name); bare && open != inside.end() && tag == "O") {
            tag = "I-" + open->second;
        }
    }
    return tag;
}

}  // namespace

NameTags read_name_tags(std::string_view bytes) {
    NameTags out;
    std::string id;
    std::map<std::string, std::string, std::less<>> inside;
    for (const std::string_view line : base::split(bytes, '\n')) {
        if (starts(line, "# sent_id")) {
            const std::size_t equal = line.find('=');
            id = base::trim(equal == std::string_view::npos ? "" : line.substr(equal + 1));
            inside.clear();
        } else if (!line.empty() && is_digit(line[0])) {
            const std::vector<std::string_view> c = base::split(line, '\t');
            if (c.size() < 3 || c[0].find_first_of("-.") != std::string_view::npos) continue;
            std::string tag(c[2]);
            if (c.size() >= 11)
                tag = parseme_tag(base::trim(c[10]), inside);
            else if (tag.size() < 5 || (tag.substr(2) != "PER" && tag.substr(2) != "ORG" && tag.substr(2) != "LOC"))
                tag = "O";
            out[id].push_back(std::move(tag));
        }
    }
    return out;
}

std::string raw_text(std::string_view conllu) {
    std::string out, space;
    bool newline = false;
    std::size_t until = 0;
    for (const std::string_view line : base::split(conllu, '\n')) {
        if (starts(line, "# newpar") || starts(line, "# newdoc")) {
            newline = true;
        } else if (starts(line, "# text = ")) {
            out += newline && !out.empty() ? "\n" : space;
            out += line.substr(9);
            newline = false;
        } else if (!line.empty() && is_digit(line[0])) {
            const std::vector<std::string_view> c = base::split(line, '\t');
            const bool range = c[0].find('-') != std::string_view::npos;
            if (c.size() < 10 || c[0].find('.') != std::string_view::npos) continue;
            if (!range && number(c[0]) <= until) continue;
            if (range) until = number(c[0].substr(c[0].find('-') + 1));
            space = c[9].find("SpaceAfter=No") != std::string_view::npos ? "" : " ";
        } else if (base::trim(line).empty()) {
            until = 0;
        }
    }
    return out + "\n";
}

}  // namespace entente::cli
