// Drafts of three teams in “Our City, Our Say”, in different states, and the advice of experts on them.
import type { Draft, FeedbackItem } from './shapes';

export const ourCityDrafts: Draft[] = [
  {
    team: 'forty-doors',
    by: 'participant-2',
    language: 'en',
    sections: {
      problem: `In Nieuwhaven every newcomer gets forty hours to meet people. Today the forty hours are many short visits: one evening here, one afternoon there. You see a fire station, a museum, a club. Everybody is kind. Then the bus leaves.

We asked 14 people from three language classes one question: did you ever go back? 11 of them never went back to any place they visited. “I learned the names of ten clubs. I know nobody in them”, one of us says.

The problem is not that doors are closed. The problem is that nobody expects you a second time.`,
      affected: `About 620 newcomers start the forty hours each year, says the team Living Together. Most of the people we know in the classes are between 18 and 30. They are new in a flat, new in a class, new in a job, and mostly alone on Sunday.

Clubs have the problem too. We called 12 sport clubs and 9 of them look for members or helpers. So there are two groups in one city who look for each other, and they meet for one hour with a coffee in the hand.

It hits people hardest who work in shifts or have small children. A visit at 14:00 on a Tuesday is not made for them.`,
      evidence: `1. Survey of our own: 14 people, 11 never went back [E1]. It is a small group, so we do not say “80 percent”.
2. The three who did go back (a choir, a kitchen, a football team) all told us the same: somebody from the place called or wrote before the second time.
3. 9 of 12 clubs that we called need members or helpers [E3]. Two told us that they had newcomers on a visit, and did not know how to reach them afterwards.
4. Flanders asks for at least 20 local labs where the forty hours are made to measure [E4]. Small towns may do it together. So our idea can be carried elsewhere.

What we do not know: why people who moved away did not go back. Our one question did not ask that.`,
      proposal: `Every newcomer gets ten hours in one place: one club, one team, one kitchen. It is always the same evening with the same people. You choose the place from a list, after one visit to three places.

Each place names a caller. The caller is a member, at best of your age. Before evening two the caller phones, writes or rings the bell: “We eat at six. Are you coming?” Before evening five you get a small task: the balls, the rice, the key.

After ten hours both sides decide if you stay. If not, you start at another place with the next ten hours. The other thirty hours come later, and you plan them yourself. Young newcomers who finished their hours sit with the city team twice a year and decide which places stay on the list.`,
      authority: `The team Living Together can start this without a new law. It makes the list of places and `,
      cost: '',
      first_step: '',
    },
  },
  {
    team: 'second-language',
    by: 'participant-4',
    language: 'en',
    sections: {
      problem: `We are a pharmacist, a teacher of mathematics and a lift mechanic. In Nieuwhaven we clean a laboratory, fill shelves and pass the screwdriver. Our diplomas lie in an office. There they wait, and while they wait our knowledge gets old.

26 of 41 people who answered our questions say that a school or an employer did not accept their diploma in the first year. 12 people told us how long they waited for an official answer: between 7 and 14 months.`,
      affected: `Everybody who studied before they came, and every employer who looks for people. A bakery owner told us: “I do not need the paper. I need somebody to tell me that it is all right to look at the hands.”`,
      proposal: `There are two roads: a short one to work and a long one to the paper. The short one must count for the long one.

The short road is a test week. You work five days with somebody of your profession. On Friday this person fills in one page with you: what you did alone, what with help, what not yet. The examination board takes this page as evidence where a paper is missing.`,
      first_step: `Three test weeks before the holidays: one in a pharmacy, one in a school, one in a workshop. Afterwards we read the three pages with the examination board and ask: what is missing, so that this counts?`,
    },
  },
  {
    team: 'long-table',
    by: 'participant-8',
    language: 'nl',
    sections: {
      problem: `De raad van Nieuwhaven praat elke maand over jongeren. Vorige maand duurde dat elf minuten. Wij zaten op de tribune en hebben geteld. Er was geen moment waarop iemand van onder de 26 iets kon zeggen.

We vroegen aan 22 jongeren of ze ooit advies gaven. 15 van hen zeiden: ‘Ik wist niet dat de raad iets vroeg.’`,
      affected: `Jonge mensen die hier nieuw zijn. Ze mogen vaak nog niet stemmen, maar ze nemen wel elke dag de bus, huren een kamer en volgen een opleiding. De raad heeft er ook last van: besluiten die niemand begrijpt, moeten later opnieuw.`,
      evidence: `Eigen gesprekken met 22 jongeren bij de bibliotheek en het station. De regels van de raad, artikel 27: advies van een erkende groep krijgt een geschreven antwoord. We weten nog niet hoeveel groepen nu erkend zijn. Dat hebben we aan de griffier gevraagd.`,
      proposal: `Elke maand begint de raad met de Vraag van de Lange Tafel. Vijf minuten, in gewone taal. Iedereen van 19 tot en met 26 jaar mag een vraag insturen, in elke taal. Negen jongeren kiezen de vraag: zes zijn geloot, drie plaatsen zijn vrij voor wie komt. De raad antwoordt binnen zes weken op papier.`,
    },
  },
];

export const ourCityFeedback: FeedbackItem[] = [
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'problem',
    kind: 'suggestion',
    body: 'Say how many people this is. One number with a source is enough. Your own survey is fine, if you say that it is small.',
    answer: { by: 'participant-1', answer: 'taken' },
  },
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'affected',
    kind: 'praise',
    body: 'That clubs have the same problem from the other side is the strongest sentence of your text. Keep it near the top.',
    answer: { by: 'participant-3', answer: 'taken' },
  },
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'evidence',
    kind: 'check',
    body: 'You wrote “12 sport clubs”. Is the community kitchen one of them? If not, call it “12 clubs” or leave it out of the count.',
    answer: {
      by: 'participant-3',
      answer: 'not-taken',
      because:
        'The kitchen is not in the 12. We called it later, about money only. All 12 are sport clubs, the list is in our files.',
    },
  },
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'proposal',
    kind: 'suggestion',
    body: 'Give every club the same amount, 70 euro a week. Then nobody has to bargain.',
    answer: {
      by: 'participant-2',
      answer: 'not-taken',
      because:
        'Two of four clubs need nothing. We want each club to say its own number, because clubs are different.',
    },
  },
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'proposal',
    kind: 'question',
    body: 'Who calls the newcomer if the caller is ill or stops? Think of a second name for each place.',
  },
  {
    team: 'forty-doors',
    by: 'expert-1',
    section: 'authority',
    kind: 'question',
    body: 'The team Living Together plans the hours, but the alderman signs once a year. When is that, and what must lie on the table by then?',
  },
];
