"""The words a made-up company is made of. All of them are common, and none is a real person's."""

# The topics of the default manifest, by id.
TOPICS = ["exclusion", "humiliation", "threats", "overload", "rumours", "discrimination",
          "harassment", "returning"]

CHANNELS = ["chat", "phone", "video", "in-person"]

SHARED = ["parent", "works part-time", "night shifts", "changed careers", "cares for a relative",
          "new to the country", "long in the company", "works from home"]

# Site, IANA zone, language area.
SITES = [("Berlin", "Europe/Berlin", "de"), ("Dublin", "Europe/Dublin", "en"),
         ("Lyon", "Europe/Paris", "fr"), ("Kraków", "Europe/Warsaw", "pl"),
         ("Valencia", "Europe/Madrid", "es"), ("Casablanca", "Africa/Casablanca", "ar"),
         ("München", "Europe/Berlin", "de"), ("Leeds", "Europe/London", "en"),
         ("Paris", "Europe/Paris", "fr"), ("Gdańsk", "Europe/Warsaw", "pl"),
         ("Madrid", "Europe/Madrid", "es"), ("Cairo", "Africa/Cairo", "ar")]

FIRST = {
    "en": "Alice Amy Aoife Ben Charlotte Claire Daniel Emily Fiona George Grace Hannah Harry Ian "
          "Jack James Kate Liam Lucy Mark Megan Niall Oliver Peter Rachel Rory Sarah Sean Sophie "
          "Tom".split(),
    "de": "Andreas Anja Anke Bernd Birgit Christian Claudia Dieter Eva Florian Frank Greta Hannes "
          "Heike Jana Jens Jörg Jürgen Katrin Lena Lukas Markus Nadine Petra Ralf Sabine Stefan "
          "Susanne Thomas Ute".split(),
    "fr": "Adèle Alain Amélie Antoine Aurélie Benoît Camille Cécile Chloé Damien Élodie Émile "
          "Fabien François Gaëlle Hélène Inès Jérôme Julien Laure Léa Louis Manon Mathieu Nathalie "
          "Nicolas Océane Pauline Rémi Sylvie".split(),
    "es": "Adrián Alba Álvaro Ana Beatriz Carlos Carmen Cristina Diego Elena Fernando Inés Íñigo "
          "Irene Javier Jorge Lucía Luis Manuel Marta Miguel Noelia Nuria Pablo Pilar Raúl Rocío "
          "Sergio Sofía Teresa".split(),
    "pl": "Adam Agnieszka Aleksandra Andrzej Anna Barbara Bartosz Dorota Ewa Grzegorz Iwona Jacek "
          "Jakub Joanna Kamil Katarzyna Łukasz Magdalena Maciej Małgorzata Marek Michał Monika "
          "Paweł Piotr Rafał Stanisław Tomasz Wojciech Zofia".split(),
    "ar": "Aisha Ahmed Ali Amina Bilal Dina Fatima Farid Hana Hassan Hicham Huda Ibrahim Iman "
          "Jamal Karim Khadija Laila Mahmoud Mariam Mustafa Nadia Nour Omar Rania Salma Samir Tariq "
          "Yasmin Youssef".split(),
}

FAMILY = {
    "en": "Adams Baker Bennett Brown Byrne Carter Clarke Collins Cooper Doyle Evans Fletcher Green "
          "Hall Harris Hughes Johnson Kelly Lewis Mitchell Moore Murphy Nolan Parker Roberts "
          "Ryan Shaw Taylor Walsh Wright".split(),
    "de": "Bauer Becker Braun Fischer Franke Götz Hartmann Hoffmann Huber Keller Klein Koch König "
          "Krüger Lange Lehmann Maier Müller Neumann Peters Richter Schäfer Schmitt Schröder "
          "Schulz Vogel Wagner Weiß Winkler Zimmermann".split(),
    "fr": "Aubert Barbier Bernard Blanc Bonnet Boyer Chevalier Colin Denis Dubois Dupont Durand "
          "Faure Fontaine Garnier Gauthier Girard Lambert Laurent Lefèvre Leroy Marchand Mercier "
          "Moreau Perrin Picard Renard Rousseau Roux Simon".split(),
    "es": "Alonso Blanco Cano Castro Delgado Díaz Domínguez Fernández Flores García Gil Gómez "
          "González Hernández Iglesias Jiménez López Marín Martín Medina Molina Moreno Muñoz Núñez "
          "Ortega Peña Ramos Rubio Sáez Vega".split(),
    "pl": "Adamczyk Baran Bąk Dąbrowski Duda Górski Grabowski Jabłoński Jankowski Kaczmarek "
          "Kamiński Kowalczyk Kozłowski Krawczyk Król Lis Majewski Mazur Nowak Olszewski Pawlak "
          "Piotrowski Sikora Szymański Tomczak Wieczorek Wilk Wójcik Wróbel Zając".split(),
    "ar": "Abdallah Alami Amrani Aziz Badr Bennani Chaoui Darwish Fahmy Farouk Ghali Haddad Hamdi "
          "Idrissi Jaber Kamal Khalil Lahlou Mansour Mourad Naciri Nasser Qasim Rahman Saleh "
          "Sayed Sharif Tazi Younes Zaki".split(),
}

# Name, weight of its headcount, titles of those who lead nobody.
FUNCTIONS = [
    ("Production", 30, ["Machine operator", "Fitter", "Quality inspector", "Shift planner"]),
    ("Engineering", 20, ["Engineer", "Senior engineer", "Test engineer", "Draughtsperson"]),
    ("Customer Care", 14, ["Service agent", "Senior service agent", "Complaints clerk"]),
    ("Sales", 12, ["Account manager", "Sales assistant", "Field representative"]),
    ("Logistics", 12, ["Warehouse clerk", "Driver", "Dispatcher", "Customs clerk"]),
    ("IT", 7, ["Systems administrator", "Developer", "Service desk agent"]),
    ("Finance", 6, ["Accountant", "Controller", "Payroll clerk"]),
    ("People", 4, ["HR clerk", "Recruiter", "Training organiser"]),
    ("Research", 5, ["Researcher", "Laboratory technician", "Data analyst"]),
    ("Marketing", 4, ["Editor", "Designer", "Campaign planner"]),
    ("Legal", 2, ["Lawyer", "Contracts clerk"]),
]

# In a supporter's own words, by language.
ABOUT = {
    "en": ["I was left out of my team once and know how quiet that feels. I listen first.",
           "Twelve years on shifts. Coffee, a walk or a call: you choose.",
           "I have time and no opinion about you. What you say stays with me."],
    "de": ["Ich höre zu und dränge zu nichts. Was du erzählst, bleibt bei mir.",
           "Ich habe selbst erlebt, wie es ist, wenn im Team keiner mehr mit einem spricht.",
           "Gern auch ein Spaziergang; am Telefon geht es genauso."],
    "fr": ["J'écoute d'abord, sans juger. Rien ne sort de notre conversation.",
           "J'ai connu une période difficile au travail; en parler m'a aidée.",
           "On peut se voir autour d'un café ou simplement s'écrire."],
    "es": ["Escucho sin prisa y sin juzgar. Lo que me cuentes queda entre nosotros.",
           "Sé lo que es volver al trabajo después de una mala época.",
           "Podemos hablar por teléfono o dar un paseo, como prefieras."],
    "pl": ["Słucham i nie oceniam. To, co powiesz, zostaje między nami.",
           "Sama przez to przeszłam i wiem, że rozmowa pomaga.",
           "Możemy się spotkać albo napisać do siebie, jak wolisz."],
    "ar": ["أستمع إليك دون أحكام، وما تقوله يبقى بيننا.",
           "مررت بتجربة صعبة في العمل وأعرف كم يفيد الكلام مع زميل.",
           "يمكننا أن نتحدث بالهاتف أو نلتقي، كما تفضل."],
}
