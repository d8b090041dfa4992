#include <fstream>
#include <functional>

#include "scale/questions.h"

namespace scale {
namespace {

template <std::size_t Size>
std::string words_of(std::uint32_t bits, const std::array<std::string_view, Size>& words) {
    std::string text;
    for (std::size_t i = 0; i < Size; ++i)
        if ((bits >> i & 1U) != 0) text += (text.empty() ? "" : ";") + std::string(words[i]);
    return text;
}

template <class Values, class Text>
std::string list_of(const Values& values, Text text) {
    std::string all;
    for (const auto& value : values)
        all += (all.empty() ? "" : ";") + std::string(text(value));
    return all;
}

std::string optional_id(Number person) {
    return person == nobody ? std::string() : id_text(person);
}

void write_people(const Company& company, std::ostream& out) {
    out << "id,userName,displayName,mail,title,managerId,dottedManagerIds,department,location,"
           "timezone,level,preferredLanguage,active\n";
    for (Number number = 0; number < company.people.size(); ++number) {
        const auto& person = company.people[number];
        const auto id = id_text(number);
        out << id << ",u" << number << ',' << name_text(number) << ",u" << number
            << "@example.com,Clerk," << optional_id(person.manager) << ",,Department "
            << person.department << ',' << site_text(person.site) << ','
            << time_zones[person.time_zone] << ",," << languages[person.language] << ",true\n";
    }
}

// Days far from any on which the benchmark may run.
void write_supporters(const Company& company, std::ostream& out) {
    out << "userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
           "declaredConflicts,about,channels,hours,shared\n";
    for (const auto& one : company.supporters)
        out << id_text(one.person) << ','
            << list_of(one.languages, [](std::uint32_t i) { return languages[i]; }) << ','
            << words_of(one.topics, topics) << ',' << one.capacity << ',' << one.open << ','
            << (one.accredited ? "2099-12-31" : "2020-12-31") << ','
            << (one.listed ? "true" : "false") << ',' << (one.on_leave ? "2099-12-31" : "") << ','
            << list_of(one.declared, id_text) << ",\"" << about_text(one) << "\","
            << words_of(one.channels, channels) << ',' << list_of(one.hours, hours_text) << ",\n";
}

void write_requests(const Questions& questions, std::ostream& out) {
    out << "id,requesterId,personsConcerned,language,topic,excludeIds\n";
    for (const auto* list : {&questions.requests, &questions.about_executives})
        for (const auto& one : *list)
            out << one.key << ',' << id_text(one.requester) << ','
                << list_of(one.concerned, id_text) << ',' << languages[one.language] << ','
                << topics[one.topic] << ',' << optional_id(one.anyone_but.value_or(nobody)) << '\n';
}

void write_searches(const Questions& questions, std::ostream& out) {
    out << "language,topic,location,channel\n";
    for (const auto& one : questions.searches)
        out << languages[one.language] << ',' << topics[one.topic] << ','
            << (one.site ? site_text(*one.site) : "") << ','
            << (one.channel ? channels[*one.channel] : "") << '\n';
}

bool write_file(const std::string& path, const std::function<void(std::ostream&)>& write) {
    std::ofstream out(path, std::ios::binary);
    write(out);
    out.flush();
    return out.good();
}

}  // namespace

bool write_files(const Company& company, const Questions& questions, const std::string& folder) {
    return write_file(folder + "/people.csv",
                      [&](std::ostream& out) { write_people(company, out); }) &&
           write_file(folder + "/supporters.csv",
                      [&](std::ostream& out) { write_supporters(company, out); }) &&
           write_file(folder + "/requests.csv",
                      [&](std::ostream& out) { write_requests(questions, out); }) &&
           write_file(folder + "/searches.csv",
                      [&](std::ostream& out) { write_searches(questions, out); });
}

}  // namespace scale
