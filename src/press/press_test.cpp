#include "press/press.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/sketch.h"
#include "press/dates.h"
#include "press/finish.h"
#include "press/html.h"
#include "press/test_reader.h"
#include "press/words.h"

using namespace entente;
using press::test_reader;

namespace {

Article page(std::string_view bytes, const press::PageHint& hint = {}) {
    Result<Article> read = test_reader()->read_page(bytes, hint, Limits{});
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
    press::check_laws(read.value());
    return std::move(read).value();
}

Article document(std::string_view json, const press::PageHint& hint = {}) {
    Result<Article> read = press::read_document(json, hint, Limits{});
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
    press::check_laws(read.value());
    return std::move(read).value();
}

bool has_note(const Article& a, const std::string& kind) {
    for (const Note& n : a.notes)
        if (n.kind == kind) return true;
    return false;
}

std::shared_ptr<const press::PageWords> words() {
    std::vector<world::DataFile> files;
    for (const char* name : {"fr.yaml", "en.yaml", "de.yaml", "es.yaml"})
        files.push_back(
            {name, press::read_whole(std::filesystem::path(ENTENTE_SOURCE_DIR) / "data/press/chrome" / name)});
    auto opened = press::PageWords::open(files);
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

const std::string kParagraph =
    "<p>Les ministres des deux pays se sont rencontrés lundi à Niamey et ont signé un accord de coopération "
    "douanière.</p>";

}  // namespace

TEST_CASE("the form is told from the bytes") {
    using press::PageForm;
    const auto form = [](std::string_view b) {
        const auto f = press::detect_form(b);
        REQUIRE(f.ok());
        return f.value();
    };
    CHECK(form("<!DOCTYPE html><p>x") == PageForm::kHtml);
    CHECK(form("\xEF\xBB\xBF\n <html>") == PageForm::kHtml);
    CHECK(form("Bonjour <3 le monde") == PageForm::kText);
    CHECK(form("{\"text\":\"x\"}") == PageForm::kJson);
    CHECK(form("{ accolade au début d'un texte }") == PageForm::kText);
    CHECK(form(std::string_view("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14)) == PageForm::kHtml);
}

TEST_CASE("binary data is refused by what it looks like, and nothing at all is invalid") {
    const auto error = [](std::string_view b) {
        const auto f = press::detect_form(b);
        REQUIRE_FALSE(f.ok());
        return std::string(code_name(f.error().code)) + ": " + f.error().message;
    };
    CHECK(error("\x89PNG\r\n\x1a\n").find("unsupported: looks like a PNG") == 0);
    CHECK(error("%PDF-1.7 …").find("PDF") != std::string::npos);
    CHECK(error("PK\x03\x04zip").find("ZIP") != std::string::npos);
    CHECK(error("\x7F"
                "ELF\x02\x01")
              .find("ELF") != std::string::npos);
    CHECK(error(std::string(100, '\0') + "abc").find("binary") != std::string::npos);
    CHECK(error("WARC/1.0\r\n").find("WARC") != std::string::npos);
    CHECK(error("<?xml version=\"1.0\"?><rss>").find("RSS") != std::string::npos);
    CHECK(error("") == "invalid: empty");
    CHECK(error(" \n\t ").find("invalid") == 0);
}

TEST_CASE("one NUL in a text page is taken out with a note") {
    const Article a =
        page(std::string("<html><body><h1>Titre de la page</h1>") + kParagraph + std::string(1, '\0') + kParagraph);
    CHECK(has_note(a, "nul"));
    CHECK(a.paragraphs.size() == 2);
}

TEST_CASE("charsets are read as declared, guessed, or against a wrong declaration, with a note") {
    const std::string latin =
        "<html><head><meta charset=latin-1></head><body><p>L\x92\xE9t\xE9 co\xFBte 3 \x80 \xE0 N\x92"
        "Djamena, dit le ministre des Affaires \xE9trang\xE8res tchadien.</p>";
    CHECK(page(latin).text.find("L’été coûte 3 € à N’Djamena") == 0);
    CHECK_FALSE(has_note(page(latin), "charset"));
    std::string lie = latin;
    lie.replace(lie.find("latin-1"), 7, "utf-8");
    CHECK(page(lie).text.find("L’été") == 0);
    CHECK(has_note(page(lie), "charset"));
    const Article utf = page(
        "<meta charset=iso-8859-1><body><p>Le président a été reçu à Genève par ses hôtes, qui l’ont félicité.</p>");
    CHECK(utf.text.find("Le président a été reçu") == 0);
    CHECK(has_note(utf, "charset"));
    press::PageHint hint;
    hint.charset = "windows-1251";
    CHECK(page("<body><p>\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xEF\xF0\xE8\xE1\xFB\xEB \xE2 \xCC\xEE\xF1\xEA\xE2\xF3 "
               "\xE8 \xE2\xF1\xF2\xF0\xE5\xF2\xE8\xEB\xF1\xFF \xF1 \xEC\xE8\xED\xE8\xF1\xF2\xF0\xEE\xEC.</p>",
               hint)
              .text.find("Президент") == 0);
}

TEST_CASE("100,000 nested tags are flattened in linear time with a note, the text kept") {
    for (const std::string tag : {"div", "b", "span", "table><tr><td", "font color=red", "ul><li", "blockquote", "p"}) {
        std::string html = "<html><body><h1>Titre de la page</h1>";
        for (int i = 0; i < 100000; ++i) (html += '<') += tag + ">";
        html += kParagraph;
        const auto start = std::chrono::steady_clock::now();
        const Article a = page(html);
        CHECK_MESSAGE(std::chrono::steady_clock::now() - start < std::chrono::seconds(10), tag);
        CHECK_MESSAGE(a.text.find("Les ministres des deux pays") != std::string::npos, tag);
    }
}

TEST_CASE("markup that leaves everything open costs linear time") {
    std::vector<std::string> hostile;
    const auto repeat = [](const std::string& s, int n) {
        std::string out;
        for (int i = 0; i < n; ++i) out += s;
        return out;
    };
    hostile.push_back(repeat("<!-- ", 100000));
    hostile.push_back(repeat("<a href=\"", 100000));
    hostile.push_back(repeat("<script>", 100000));
    hostile.push_back(repeat("<svg>", 100000));
    hostile.push_back(repeat("<div><table><tr><td></div>", 40000));
    std::string fonts;
    for (int i = 0; i < 40000; ++i) fonts += "<p><b class=" + std::to_string(i) + ">x";
    hostile.push_back(fonts);
    hostile.push_back(repeat("<p>À lire aussi :", 50000));
    hostile.push_back(repeat("<ul><li><a href=x>lien</a>", 20000));
    hostile.push_back(repeat("1/1/2020 3 avril ", 50000));
    for (std::size_t i = 0; i < hostile.size(); ++i) {
        const auto start = std::chrono::steady_clock::now();
        (void)page("<html><body>" + hostile[i]);
        const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        CHECK_MESSAGE(took < 10, "case ", i, ": ", took, " s");
    }
}

TEST_CASE("a page without a body is an empty article with a note; a page too large is refused") {
    const Article a = page("<html><head><title>Rien</title></head><body></body></html>");
    CHECK(a.text.empty());
    CHECK(has_note(a, "empty"));
    Limits small;
    small.page_bytes = 100;
    const auto r = test_reader()->read_page(std::string(200, 'x'), {}, small);
    REQUIRE_FALSE(r.ok());
    CHECK(r.error().code == ErrorCode::kLimit);
}

TEST_CASE("dates are read in the forms of the press and impossible ones are not") {
    const auto w = words();
    const auto first = [&](std::string_view text) {
        const auto all = press::find_dates(text, *w);
        return all.empty() ? std::string("-") : all.front().iso;
    };
    CHECK(first("mardi 1er avril 2025") == "2025-04-01");
    CHECK(first("le 12 août 2024 à 14h30") == "2024-08-12T14:30");
    CHECK(first("Publié le 12 août 2024 à 14h") == "2024-08-12T14:00");
    CHECK(first("Published 3 April 2025") == "2025-04-03");
    CHECK(first("April 3rd, 2025 at 2:05 pm") == "2025-04-03T14:05");
    CHECK(first("05 févr. 2025") == "2025-02-05");
    CHECK(first("3. April 2025, 10:15 Uhr") == "2025-04-03T10:15");
    CHECK(first("3 de abril de 2025") == "2025-04-03");
    CHECK(first("03/04/2025") == "2025-04-03");
    CHECK(first("04/23/2025") == "2025-04-23");
    CHECK(first("2025-04-03T10:00:00+02:00") == "2025-04-03T10:00:00+02:00");
    CHECK(first("Thu, 03 Apr 2025 10:00:00 GMT") == "2025-04-03T10:00:00Z");
    for (const char* none :
         {"0000-00-00", "31 février 2025", "le 3 avril", "version 1.2.3", "12345678", "mars 2025", "32/13/2025"})
        CHECK_MESSAGE(first(none) == "-", none);
    CHECK(press::find_dates("Mis à jour le mardi 3 avril 2025", *w)[0].label == press::DateLabel::kModified);
    CHECK(press::find_dates("Publié le 3 avril 2025", *w)[0].label == press::DateLabel::kPublished);
    const std::string text = "Été – le 3 avril 2025, à Moscou";
    const auto d = press::find_dates(text, *w)[0];
    CHECK(text.substr(d.start, d.end - d.start) == "3 avril 2025");
    CHECK(press::iso_date("20250403", *w) == "2025-04-03");
}

TEST_CASE("datelines are read as place, date and agency, and other beginnings are not datelines") {
    const auto read = [](std::string_view p) {
        Dateline d;
        const bool found = press::read_dateline(p, d) > 0;
        return !found ? std::string("-")
                      : d.place.value_or("") + "|" + d.date.value_or("") + "|" + d.agency.value_or("");
    };
    CHECK(read("PARIS, 3 avril (AFP) – Le ministre est parti.") == "PARIS|3 avril|AFP");
    CHECK(read("Lomé, 3 avril 2025 (Savoir News) – Le ministre est parti.") == "Lomé|3 avril 2025|Savoir News");
    CHECK(read("Cairo, 25 February 2025 (XYZ) - Arab heads of state met.") == "Cairo|25 February 2025|XYZ");
    CHECK(read("Lomé, (12.11.2024). Les deux pays ont signé.") == "Lomé|12.11.2024|");
    CHECK(read("Lomé, (2 000 habitants) est une ville.") == "-");
    CHECK(read("WASHINGTON — The president said.") == "WASHINGTON||");
    CHECK(read("(EFE).- El ministro dijo.") == "||EFE");
    CHECK(read("Le Mali – qui préside l’AES – a annoncé sa venue.") == "-");
    CHECK(read("L’AES (Alliance des Etats du Sahel) poursuit son ouverture.") == "-");
    CHECK(read("Le président (à droite) est parti.") == "-");
}

TEST_CASE("copies of one agency text have one text key, whatever stands around them") {
    const std::string body =
        "Egypt put off the summit on Tuesday by a week.</p><p>Leaders will now meet on 4 March, the ministry said, in "
        "order to complete their preparations.";
    const Article a =
        page("<html><body><h1>Summit put off</h1><p>CAIRO, Feb 18 (TDP) - " + body + "</p><p>(TDP)</p></body>");
    const Article b = page(
        "<html><head><title>x</title></head><body><article><h1>Egypt moves summit</h1><div class=byline>By "
        "Agencies</div><p>" +
        body + "</p></article><footer>© Other</footer></body>");
    CHECK(a.text_key == b.text_key);
    CHECK(a.id != b.id);
    CHECK(a.text_key != page("<body><p>" + body + " A third sentence was added by the editor.</p>").text_key);
}

TEST_CASE("an agency's copy with another head, dateline and a cut tail is a near copy; another report is none") {
    std::string body, other;
    for (int i = 0; i < 14; ++i) {
        body += "<p>The envoy told the council in round " + std::to_string(i) + " that talks on corridor " +
                std::to_string(i * 13) + " would go on until both sides had signed the paper.</p>";
        other += "<p>Our reporter saw delegates leave hall " + std::to_string(i) +
                 " at noon, some of them after only " + std::to_string(i + 40) +
                 " minutes with the mediator of the bloc.</p>";
    }
    const Article whole = page("<body><article><h1>Talks go on</h1><p>ABUJA, April 3 (AFP) - The bloc met.</p>" + body +
                               "</article></body>");
    const Article copy = page(
        "<body><article><h1>Council hears the envoy</h1><p>By our newsroom with agencies. It was "
        "a long day for all who took part.</p><p>Abuja, 4 April 2025 (Savoir News) – The bloc "
        "met.</p>" +
        body.substr(0, body.find("<p>The envoy told the council in round 8")) + "</article></body>");
    const Article own = page("<body><article><h1>Talks go on</h1>" + other + "</article></body>");
    CHECK(whole.text_key != copy.text_key);
    CHECK(base::near_copies(whole.sketch, copy.sketch));
    CHECK_FALSE(base::near_copies(whole.sketch, own.sketch));
}

namespace {

std::string live_page(const std::string& head, const std::string& entries) {
    return "<html lang=fr><head><title>" + head +
           "</title><link rel=canonical href=https://a.example/direct><meta property='article:published_time' "
           "content='2024-09-05T07:00:00+01:00'></head><body><main><article><h1>" +
           head +
           "</h1><p>Les chefs d’État se retrouvent à huis clos dans la capitale, au lendemain de la rupture.</p>" +
           entries + "</article></main></body></html>";
}

}  // namespace

TEST_CASE("each entry of a live blog is an article of its own, with its hour, over midnight too") {
    const std::string html = live_page(
        "Sommet de Nouakchott : suivez en direct",
        "<h3>00h10 – La déclaration est lue</h3><p>Le porte-parole lit la <a href=https://a.example/d>déclaration</a> "
        "devant la presse, à la sortie de la salle.</p><h3>23h50 – Dernier tour de table</h3><p>Les délégations "
        "reprennent la séance après une heure de pause, selon le protocole.</p><h3>18h05 – Arrivées</h3><p>Le "
        "président "
        "tchadien atterrit à Nouakchott, dernier des cinq invités.</p>");
    const Article whole = page(html);
    CHECK(whole.kind == "live");
    const std::vector<Article> all = press::split_live(whole);
    REQUIRE(all.size() == 4);
    for (const Article& a : all) press::check_laws(a);
    CHECK(all[0].kind == "live");
    CHECK(all[0].text.find("huis clos") != std::string::npos);
    CHECK(all[0].text.find("porte-parole") == std::string::npos);
    CHECK(all[1].title == "La déclaration est lue");
    CHECK(all[1].kind == "article");
    CHECK(all[1].published == "2024-09-06T00:10+01:00");
    CHECK(all[2].published == "2024-09-05T23:50+01:00");
    CHECK(all[3].published == "2024-09-05T18:05+01:00");
    CHECK(all[3].text.starts_with("Le président tchadien"));
    REQUIRE(all[1].links.size() == 1);
    CHECK(all[1].links[0].span.of(all[1].text) == "déclaration");
    CHECK(all[1].id != all[2].id);
    CHECK(press::split_live(all[0]).size() == 1);  // what was split is not split again
}

TEST_CASE("a later version of a live blog gives its old entries their old ids") {
    const std::string old =
        "<p>11:00</p><p>Le président tchadien atterrit à Nouakchott, dernier des cinq invités.</p>"
        "<p>09:12</p><p>Les ministres des Affaires étrangères achèvent le projet au petit matin.</p>";
    const std::string fresh = "<p>15:40</p><p>La séance à huis clos a commencé avec une heure de retard.</p>";
    const auto before = press::split_live(page(live_page("En direct : le sommet", old)));
    const auto after = press::split_live(page(live_page("En direct : le sommet", fresh + old)));
    REQUIRE(before.size() == 3);
    REQUIRE(after.size() == 4);
    CHECK(before[1].id == after[2].id);
    CHECK(before[2].id == after[3].id);
    CHECK(before[1].id != after[1].id);
}

TEST_CASE("a programme of hours on a page that does not call itself live is no live blog") {
    std::string hours;
    for (const char* h : {"09h00", "10h30", "12h00", "14h00", "16h30"})
        hours +=
            std::string("<p>") + h + "</p><p>Accueil des participants et première séance de travail en plénière.</p>";
    CHECK(page(live_page("Programme du sommet de Nouakchott", hours)).kind == "article");
}

TEST_CASE("the neighbours in a feed bound publication, with the reason") {
    press::PageHint hint;
    hint.from = "2025-04-01", hint.to = "2025-04-03T10:00:00Z", hint.fetched = "2025-05-01";
    const Article a = page("<body>" + kParagraph, hint);
    CHECK(a.published_bounds.from == "2025-04-01");
    CHECK(a.published_bounds.to == "2025-04-03T10:00:00Z");
    CHECK(a.published_bounds.why == "between its neighbours in the feed");
    hint.to.clear();
    const Article b = page("<body>" + kParagraph, hint);
    CHECK(b.published_bounds.to == "2025-05-01");
    CHECK(b.published_bounds.why == "after its neighbour in the feed; fetched");
}

TEST_CASE("the id is that of the canonical address, else of the bytes; a given id is kept") {
    const std::string with = "<head><link rel=canonical href=https://a.example/x></head><body>" + kParagraph;
    CHECK(page(with).id == page(with + "<p>changed</p>").id);
    CHECK(page("<body>" + kParagraph).id != page("<body> " + kParagraph).id);
    press::PageHint hint;
    hint.id = "mine";
    CHECK(page(with, hint).id.str() == "mine");
}

TEST_CASE("without a date the fetch day bounds publication; a given date wins; an invalid one is refused by name") {
    press::PageHint hint;
    hint.fetched = "2025-04-02";
    const Article a = page("<body>" + kParagraph, hint);
    CHECK(a.published.empty());
    CHECK(a.published_bounds.to == "2025-04-02");
    CHECK(a.published_bounds.why.find("fetched") != std::string::npos);
    hint.published = "2025-04-01";
    const Article b =
        page("<head><meta property='article:published_time' content='2024-01-01'></head><body>" + kParagraph, hint);
    CHECK(b.published == "2025-04-01");
    CHECK(b.provenance.at("published") == "given");
    hint.published = "31 février";
    const auto r = test_reader()->read_page("<body>" + kParagraph, hint, Limits{});
    REQUIRE_FALSE(r.ok());
    CHECK(r.error().code == ErrorCode::kInvalid);
    CHECK(r.error().message.find("31 février") != std::string::npos);
}

TEST_CASE("a document's text is kept byte for byte with its id, and paragraphs are its lines") {
    const Article a = document(
        R"({"id":7,"text":"  Un.\r\n\n  Deux à trois.  \n","published":"2025-04-02","language":"fr","title":"T"})");
    CHECK(a.id.str() == "7");
    CHECK(a.text == "  Un.\r\n\n  Deux à trois.  \n");
    REQUIRE(a.paragraphs.size() == 2);
    CHECK(a.paragraphs[1].span.of(a.text) == "Deux à trois.");
    CHECK(a.published == "2025-04-02");
    CHECK(a.language == "fr");
    CHECK(a.title == "T");
}

TEST_CASE("documents that are no documents are refused, and say why") {
    const auto error = [](std::string_view json) {
        const auto r = press::read_document(json, {}, Limits{});
        REQUIRE_FALSE(r.ok());
        return r.error().message;
    };
    CHECK(error("{\"text\":\"x\",\"published\":\"2025-02-31\"}").find("2025-02-31") != std::string::npos);
    CHECK(error("{\"text\":\"x\",\"published\":20250231}").find("20250231") != std::string::npos);
    CHECK(error("{\"title\":\"x\"}").find("text") != std::string::npos);
    CHECK(error("{\"text\":") == "not a JSON object");
    CHECK(error("[1]").find("not an object") != std::string::npos);
    CHECK(error("{\"text\":\"\xFF\"}") == "not UTF-8");
    CHECK(error("") == "empty");
}

TEST_CASE("half a surrogate pair becomes U+FFFD with a note; a whole pair and an escaped backslash stay") {
    const Article a = document(R"({"text":"a\ud800b \ud83d\ude00 \udc00 \\ud800"})");
    CHECK(a.text ==
          "a\xEF\xBF\xBD"
          "b 😀 \xEF\xBF\xBD \\ud800");
    CHECK(has_note(a, "surrogate"));
    CHECK_FALSE(has_note(document(R"({"text":"\ud83d\ude00"})"), "surrogate"));
}

TEST_CASE("an Article as we write it is read back") {
    const Article a =
        document(R"({"id":"x","url":null,"title":"T","sections":["S"],"byline":["B"],"signature":null,"published":null,
        "published_bounds":{"from":null,"to":"2025-04-02","why":"fetched"},"language":"fr","kind":"listing","text":"Un.\nDeux",
        "paragraphs":[{"kind":"p","span":[0,3]},{"kind":"heading","span":[4,8]},{"kind":"p","span":[4,99]}],
        "related":[{"title":"R","url":null}],"links":[{"span":[0,2],"url":"https://a.example"}],"text_key":"k",
        "provenance":{"title":"h1"},"notes":[{"kind":"n","text":"t"}]})");
    CHECK(a.kind == "listing");
    REQUIRE(a.paragraphs.size() == 2);
    CHECK(a.paragraphs[1].kind == ParagraphKind::kHeading);
    CHECK(a.published_bounds.to == "2025-04-02");
    CHECK(a.related.at(0).title == "R");
    CHECK(a.text_key == "k");
    CHECK(a.links.size() == 1);
    CHECK(has_note(a, "n"));
}

TEST_CASE("plain text is taken byte for byte as one document") {
    const auto r = press::plain_document("Un.\n\nDeux.", {}, Limits{});
    REQUIRE(r.ok());
    CHECK(r.value().text == "Un.\n\nDeux.");
    CHECK(r.value().paragraphs.size() == 2);
    CHECK_FALSE(press::plain_document("", {}, Limits{}).ok());
}

TEST_CASE("a bare text has not the form of a page") {
    CHECK_FALSE(
        test_reader()->has_page_form("Le ministre est arrivé lundi à Moscou, où il a rencontré son homologue russe "
                                     "pour des entretiens sur le commerce."));
    CHECK_FALSE(test_reader()->has_page_form("Une ligne\nUne autre ligne\nEt encore une"));
    CHECK(test_reader()->has_page_form(
        press::read_whole(std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/cases/press/form-fr.txt")));
}

TEST_CASE("a field of an article answers by its name") {
    Article a;
    a.title = "T", a.text = "X";
    a.related.push_back({"R", std::nullopt});
    CHECK(a.field("title") == "T");
    CHECK(a.field("text") == "X");
    CHECK(a.field(related_field(0)) == "R");
    CHECK(a.field("related[1]").empty());
    CHECK(a.field("related[x]").empty());
    CHECK(a.field("source").empty());
}

TEST_CASE("the language is the text's own when the declaration is wrong") {
    std::string html = "<html lang=en-US><body>";
    for (int i = 0; i < 5; ++i) html += kParagraph;
    const Article a = page(html);
    CHECK(a.language == "fr");
    CHECK(has_note(a, "language"));
}

TEST_CASE("hostile pages neither crash nor invent a date") {
    const std::string body = "<body><h1>Un titre de quatre mots</h1>" + kParagraph + kParagraph;
    for (const char* date : {"0000-00-00", "2024-02-31", "31/02/2024", "2024-13-01T00:00:00Z", "99999999999999", "-1",
                             "NaN", "0001-01-01", "31 février 2024", "1/1/1", "\xF0\x9F\x98\x80"}) {
        CAPTURE(date);
        const std::string d = date;
        const Article a = page("<html><head><meta property=article:published_time content=\"" + d +
                               "\"><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"" +
                               d + "\"}</script></head>" + body + "<time datetime=\"" + d + "\">" + d + "</time>");
        CHECK(a.published.empty());
    }
    const Article half = page(
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"a \\ud83d b\"}</script>" + body);
    CHECK(half.title == "a b");
    std::string mixed =
        body + "<p>Voil\xE0 du latin-1 et \xC3\xA9 de l'UTF-8 dans une seule page de presse, bien m\xEAl\xC3\xA9s.</p>";
    CHECK(!page(mixed).text.empty());
    std::string line = body + "<p>";
    for (int i = 0; i < 400000; ++i) line += "mot ";
    CHECK(page(line).text.size() > 1000000);
}

TEST_CASE("dates are counted back from the fetch, and only where it is known") {
    const auto w = words();
    const auto day = [&](std::string_view text, std::string_view fetched) {
        const auto d = press::relative_date(text, *w, fetched);
        return d ? to_string(*d) : std::string();
    };
    CHECK(day("il y a 3 heures", "2025-03-06T01:30:00Z") == "2025-03-05");
    CHECK(day("Publié il y a 20 minutes", "2025-03-06T01:30:00Z") == "2025-03-06");
    CHECK(day("2 days ago", "2025-03-01") == "2025-02-27");
    CHECK(day("vor 2 Wochen", "2025-03-15") == "2025-03-01");
    CHECK(day("il y a 3 heures", "2025-03-06") == "");  // of that day or the one before
    CHECK(day("3 heures de débat", "2025-03-06T01:30:00Z") == "");
    CHECK(day("il y a 3 heures", "") == "");
}
