//! Who applied in the demo, and what they said. Invented people; the numbers are the worked panel's.

/// A competency of the demo's scorecard.
pub(super) struct Story {
    pub(super) key: &'static str,
    pub(super) weight: u32,
    pub(super) why: &'static str,
    pub(super) task: &'static str,
    /// What was noted at levels 1 to 5.
    notes: [&'static str; 5],
}

pub(super) const TITLE: &str = "Junior data-analist";
pub(super) const FINISHED: &str = "Junior data-analist";
pub(super) const HALF_WAY: &str = "Trainee klantprocessen";
pub(super) const WEIGHTS_REASON: &str =
    "Het vakgebied verandert elk kwartaal: leren weegt daarom iets zwaarder, oordelen leert iemand hier grotendeels in het werk.";

pub(super) const CANDIDATES: [&str; 5] = ["Amira Bakker", "Bram de Wit", "Chiara Rossi", "Daan Visser", "Eva Nowak"];
pub(super) const HALF_WAY_CANDIDATES: [&str; 3] = ["Zoë Müller-Łukasz", "Ελένη Παπαδοπούλου", "Олена Ковальчук"];

pub(super) const COMPETENCIES: [Story; 4] = [
    Story {
        key: "learning_ability",
        weight: 30,
        why: "Bronnen en gereedschap veranderen elk kwartaal; niemand kent ze vooraf.",
        task: "Een nieuwe databron aansluiten zonder handleiding.",
        notes: [
            "“Dat moesten ze me maar uitleggen.” Deed zelf niets om het te leren.",
            "Volgde de cursus die was opgegeven. Kon niet noemen wat daarna anders ging.",
            "Leerde SQL met een eigen oefenset en gebruikte het later bij het stagerapport.",
            "Bouwde na elke les iets kleins na, vroeg een collega om mee te kijken en paste de aanpak aan.",
            "Houdt een foutenlogboek bij, gebruikte dat in drie projecten en gaf er de nieuwe stagiairs les uit.",
        ],
    },
    Story {
        key: "handling_feedback",
        weight: 25,
        why: "Elke analyse gaat langs een collega voordat hij naar de klant gaat.",
        task: "Commentaar van een reviewer verwerken op de dag van oplevering.",
        notes: [
            "Noemde de reviewer “gewoon lastig” en liet het stuk zoals het was.",
            "Paste aan wat werd gezegd, zonder te vragen waarom.",
            "Vroeg om een voorbeeld, herschreef de conclusie en liet hem nog eens lezen.",
            "Vroeg zelf halverwege om commentaar en liet zien wat er door veranderde.",
            "Vraagt na elk project twee mensen om feedback en deelt met het team wat ermee is gedaan.",
        ],
    },
    Story {
        key: "adaptability",
        weight: 25,
        why: "Prioriteiten schuiven wekelijks met de vragen van klanten.",
        task: "Halverwege een analyse overstappen op een andere vraag.",
        notes: [
            "Ging door met het oude plan, “want dat was afgesproken”.",
            "Wachtte tot iemand een nieuw plan maakte en voerde dat uit.",
            "Zette op een rij wat kon blijven en wat weg moest, en haalde de nieuwe datum.",
            "Sprak zelf met de klant over wat het eerst nodig was en hield het team op de hoogte.",
            "Maakte van de omschakeling een werkwijze die het team daarna bij drie klanten gebruikte.",
        ],
    },
    Story {
        key: "judgement",
        weight: 20,
        why: "Klanten nemen besluiten op deze cijfers; een twijfel moet op tijd op tafel.",
        task: "Besluiten of een afwijkende meting in het rapport komt.",
        notes: [
            "Koos op gevoel en kon niet zeggen waarom.",
            "Nam het advies van de eerste collega over.",
            "Vergeleek twee opties op kosten en risico en koos er een.",
            "Zocht eerst uit wat de afwijking veroorzaakte en noemde wat nog onzeker was.",
            "Legde vooraf vast bij welke uitkomst het besluit anders zou zijn, en kwam daar later op terug.",
        ],
    },
];

/// Levels per rater, per candidate, in the order of [`COMPETENCIES`].
pub(super) const PANEL: [[[u8; 4]; 5]; 3] = [
    [[4, 3, 4, 3], [3, 4, 3, 4], [5, 4, 3, 4], [2, 3, 3, 2], [4, 4, 5, 3]],
    [[3, 3, 3, 2], [3, 3, 2, 4], [4, 3, 3, 3], [2, 2, 3, 1], [3, 4, 4, 3]],
    [[4, 4, 4, 4], [4, 4, 4, 5], [5, 5, 5, 5], [3, 3, 3, 3], [4, 5, 4, 4]],
];

/// What a rater noted. Not everybody hears the same.
pub(super) fn note(story: &Story, level: u8, rater: usize) -> String {
    let said = story.notes[usize::from(level.clamp(1, 5)) - 1];
    match rater {
        0 => said.to_owned(),
        1 => format!("{said} Doorgevraagd naar het eigen aandeel."),
        _ => format!("{said} Noemde er zelf een voorbeeld bij."),
    }
}

/// What was noted at the second question, at levels 1 to 5.
pub(super) const fn second(level: u8) -> &'static str {
    match level {
        0 | 1 => "Bleef algemeen, ook na twee keer doorvragen.",
        2 => "Noemde één voorbeeld, met weinig eigen aandeel.",
        3 => "Gaf een voorbeeld van vorig jaar en zei wat het opleverde.",
        4 => "Gaf een tweede voorbeeld en zei wat daarna anders ging.",
        _ => "Gaf een voorbeeld waarin anderen de aanpak overnamen.",
    }
}
