// Filters by their numbers and names: what is referenced must be defined, and must be reachable.
#include <algorithm>

#include "firmware/config/layout.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

using Numbers = std::set<std::string>;

Numbers defined(const Facts& facts, std::string_view id, std::string_view parameter) {
  Numbers result;
  for (auto* line : facts.all(id)) result.insert(line->text_of(parameter));
  return result;
}

bool is_number(std::string_view word) { return whole_number(word).has_value(); }

/// What one family of filters is called.
struct Family {
  std::string_view applied;  ///< id of `... secure filter`
  std::string_view fixed;    ///< id of the filters in the list
  std::string_view dynamic;  ///< id of those behind the word `dynamic`
};
constexpr Family kIpv4{"ip interface secure filter", "ip filter", "ip filter dynamic"};
constexpr Family kIpv6{"ipv6 interface secure filter", "ipv6 filter", "ipv6 filter dynamic"};

/// The list without the words that name nothing, and those words.
struct Checked {
  std::string kept;
  std::vector<std::string> missing_fixed;
  std::vector<std::string> missing_dynamic;
  bool names_any = false;
};

Checked check_list(const Statement& line, const Numbers& fixed, const Numbers& dynamic) {
  Checked result;
  bool behind_dynamic = false;
  bool in_list = false;
  for (auto& word : words(line)) {
    if (word == "in" || word == "out") {
      in_list = true;
      behind_dynamic = false;
    } else if (word == "dynamic") {
      behind_dynamic = true;
    } else if (in_list && is_number(word) && !(behind_dynamic ? dynamic : fixed).contains(word)) {
      (behind_dynamic ? result.missing_dynamic : result.missing_fixed).push_back(word);
      continue;
    } else {
      result.names_any |= in_list && is_number(word);
    }
    result.kept += (result.kept.empty() ? "" : " ") + word;
  }
  return result;
}

void tell_missing(const Statement& line, std::string_view command,
                  const std::vector<std::string>& missing, const Checked& checked, Report& report) {
  if (missing.empty()) return;
  const bool one = missing.size() == 1;
  auto reason = (one ? "filter " : "filters ") + listed(missing) +
                (one ? " is listed and not defined by `" : " are listed and not defined by `") +
                std::string(command) + "`: " + (one ? "it matches" : "they match") + " nothing.";
  report.change(line, std::move(reason), checked.names_any ? checked.kept : "no " + line.text);
}

void undefined_in(const Facts& facts, Report& report, std::string_view applied,
                  const Family& family) {
  const auto fixed = defined(facts, family.fixed, "FILTER_NUM");
  const auto dynamic = defined(facts, family.dynamic, "DYN_FILTER_NUM");
  for (auto* line : facts.all(applied)) {
    const auto checked = check_list(*line, fixed, dynamic);
    tell_missing(*line, family.fixed, checked.missing_fixed, checked, report);
    tell_missing(*line, family.dynamic, checked.missing_dynamic, checked, report);
  }
}

void undefined_filter(const Facts& facts, Report& report) {
  undefined_in(facts, report, kIpv4.applied, kIpv4);
  undefined_in(facts, report, "ip filter set", kIpv4);
  undefined_in(facts, report, kIpv6.applied, kIpv6);
}

/// `ip route ... filter 1 2 gateway ...` chooses by filters too.
void undefined_in_route(const Facts& facts, Report& report) {
  const auto fixed = defined(facts, "ip filter", "FILTER_NUM");
  for (auto* line : facts.all("ip route")) {
    std::vector<std::string> missing;
    bool in_list = false;
    for (auto& word : words(*line)) {
      if (word == "filter") {
        in_list = true;
      } else if (!is_number(word)) {
        in_list = false;
      } else if (in_list && !fixed.contains(word)) {
        missing.push_back(word);
      }
    }
    if (missing.empty()) continue;
    report.add(*line,
               "The route is for packets that match " + listed(missing) +
                   ", and no `ip filter` defines " + (missing.size() == 1 ? "it" : "them") +
                   ": it is never taken that way.",
               {"ip filter " + missing.front() + " pass SOURCE DESTINATION * * *"});
  }
}

/// Of an interface, or of users: those may not log in, since what their filters would keep out must not pass.
void undefined_set(const Facts& facts, Report& report) {
  const auto sets = defined(facts, "ip filter set", "NAME");
  for (auto command : {"auth user attribute", "auth user group attribute"}) {
    for (auto* line : facts.all(command)) {
      const auto name = line->text_of("xauth-filter");
      if (name.empty() || sets.contains(name)) continue;
      report.add(*line, "filter set " + name + " is not defined, so whom this is for may not log in.",
                 {"ip filter set " + name + " in FILTER..."});
    }
  }
  for (auto* line : facts.all(kIpv4.applied)) {
    const auto name = line->text_of("SET_NAME");
    if (name.empty() || sets.contains(name)) continue;
    report.add(*line, "filter set " + name + " is not defined, so nothing is filtered here.",
               {"ip filter set " + name + " in FILTER..."});
  }
}

/// The filter matches every packet: nothing behind it in a list is ever asked.
bool matches_everything(const Statement& filter) {
  const auto all = words(filter);
  if (all.size() < 5 || all[3].starts_with("restrict")) return false;
  return std::all_of(all.begin() + 4, all.end(), [](auto& word) { return word == "*"; });
}

void never_asked_of(const Facts& facts, const Family& family, Report& report) {
  Numbers everything;
  for (auto* filter : facts.all(family.fixed)) {
    if (matches_everything(*filter)) everything.insert(filter->text_of("FILTER_NUM"));
  }
  for (auto* line : facts.all(family.applied)) {
    std::string stop;
    std::vector<std::string> behind;
    for (auto& word : words(*line)) {
      if (word == "dynamic") break;
      if (!is_number(word)) continue;
      if (!stop.empty()) behind.push_back(word);
      if (stop.empty() && everything.contains(word)) stop = word;
    }
    if (behind.empty()) continue;
    report.add(*line, "filter " + stop + " matches every packet, so " + listed(behind) +
                          " behind it " + (behind.size() == 1 ? "is" : "are") + " never asked.");
  }
}

void never_asked(const Facts& facts, Report& report) {
  never_asked_of(facts, kIpv4, report);
  never_asked_of(facts, kIpv6, report);
}

constexpr Rule kRules[] = {
    {"filter-undefined", Severity::warning, "a filter that is listed and not defined",
     undefined_filter},
    {"filter-undefined-in-route", Severity::warning, "a route by a filter that is not defined",
     undefined_in_route},
    {"filter-set-undefined", Severity::warning, "a filter set that is applied and not defined",
     undefined_set},
    {"filter-never-asked", Severity::advice, "filters behind one that matches everything",
     never_asked},
};

}  // namespace

std::span<const Rule> filter_rules() { return kRules; }

}  // namespace kyoten::config::lint
