"""Chooses the people whom one can be in the sample intranet: personas.json from a made-up company.

personas.py STORY.json PEOPLE.csv SUPPORTERS.csv
"""
import csv
import json
import sys


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def above(person, people):
    """Everybody on the way up; ends where the way does, also in a circle."""
    found = []
    while person and person["managerId"] in people and person["managerId"] not in found:
        found.append(person["managerId"])
        person = people[found[-1]]
    return found


def arabic_pair(people, supporters, today, taken):
    """Somebody whose language is Arabic, and a supporter who speaks it, far from each other."""
    leads = {person["managerId"] for person in people.values()}
    listed = [s for s in supporters
              if s["userId"] in people and "ar" in s["languages"].split(";") and s["listed"] == "true"
              and s["accreditedUntil"] > today and s["onLeaveUntil"] < today
              and int(s["openCases"]) < int(s["capacity"]) and s["userId"] not in leads | taken]
    for supporter in listed:
        helper = people[supporter["userId"]]
        for person in people.values():
            if person["preferredLanguage"] != "ar" or person["active"] != "true":
                continue
            if person["id"] in leads | taken or person["department"] == helper["department"]:
                continue
            if above(person, people) and abs(len(above(person, people)) - len(above(helper, people))) < 2:
                return person, helper
    sys.exit("personas: nobody speaks Arabic here; take more people")


def shown(key, person, hint):
    name = person.get("displayName") or person["name"]
    language = person.get("preferredLanguage") or person.get("language") or "en"
    return {"key": key, "id": person["id"], "displayName": name, "title": person["title"],
            "language": language, "try": hint}


def main(story_path, people_path, supporters_path):
    with open(story_path, encoding="utf-8") as file:
        story = json.load(file)
    people = {person["id"]: person for person in rows(people_path)}
    concerned = story["personConcerned"]["name"]
    one, two = story["fits"][:2]
    taken = {story[key]["id"] for key in
             ("requester", "personConcerned", "concernedManager", "coordinator", "itAdmin")}
    taken |= {one["id"], two["id"]}
    asker, helper = arabic_pair(people, rows(supporters_path), story["on"], taken)
    listens = "Go to Listening: see what waits, accept, write back."
    personas = [
        shown("requester", story["requester"],
              f"Go to Well-being and ask for someone. Name {concerned}: nobody near is ever asked."),
        shown("supporter", one, listens),
        shown("supporter2", two, listens),
        shown("concernedManager", story["concernedManager"],
              f"She listens too, and leads {concerned}: she is never asked in that matter."),
        shown("personConcerned", story["personConcerned"],
              "Look wherever you like: nothing tells that anybody has named you."),
        shown("requesterAr", asker, "The same pages in Arabic, from right to left."),
        shown("supporterAr", helper, "Listens in Arabic."),
        shown("coordinator", story["coordinator"],
              "Runs the programme: sees states and counts, never words and never who asked."),
        shown("itAdmin", story["itAdmin"],
              "Runs the machine: try the addresses of the others, and get one and the same answer."),
    ]
    everybody = [shown(entry["userId"], people[entry["userId"]], "")
                 for entry in rows(supporters_path) if entry["userId"] in people]
    json.dump({"topic": story["topic"], "personas": personas,
               "supporters": sorted(everybody, key=lambda one: one["displayName"])},
              sys.stdout, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
