// The evidence cards of “Our City, Our Say”: what teams and experts found, each with its source.
// Small counts are called small; facts about real projects say no more than their public descriptions.
import type { EvidenceCard } from './shapes';

export const ourCityEvidence: EvidenceCard[] = [
  {
    key: 'never-went-back',
    challenge: 'forty-hours',
    claim: '11 of 14 people never went back to a place they visited in their forty hours.',
    kind: 'statistic',
    source:
      'Survey of our own: 14 people from three language classes, asked in the break. Small, but all of them answered.',
    language: 'en',
    by: 'participant-1',
  },
  {
    key: 'ten-clubs',
    challenge: 'forty-hours',
    claim: 'زرتُ عشرة نوادٍ في أربعين ساعة. أعرف أسماء النوادي العشرة، ولا أعرف فيها أحدًا.',
    kind: 'lived-experience',
    source: 'تجربة أحد أعضاء فريقنا، كتبها بنفسه.',
    language: 'ar',
    by: 'participant-2',
  },
  {
    key: 'clubs-look-for-members',
    challenge: 'forty-hours',
    claim: '9 of 12 sport clubs that we called look for members or helpers.',
    kind: 'interview',
    source: 'Phone calls of our own to 12 clubs in Nieuwhaven, two evenings. The list is in our files.',
    language: 'en',
    by: 'participant-3',
  },
  {
    key: 'local-labs',
    challenge: 'forty-hours',
    claim:
      'Flanders asks for at least 20 local labs for 40 hours of network and participation, made to measure.',
    kind: 'practice',
    source:
      'Text of ESF call 507 (Flanders). At least 10 labs must be in small towns, which may apply together.',
    language: 'en',
    by: 'expert-2',
  },
  {
    key: 'trainer-hour',
    challenge: 'forty-hours',
    claim:
      'Een trainer kost een club ongeveer 35 euro per uur. Voor tien nieuwe mensen is één trainer genoeg.',
    kind: 'expert-view',
    source: 'Ilse Vermaak, Open Budget Nieuwhaven, na vragen aan vier clubs.',
    language: 'nl',
    by: 'expert-1',
  },
  {
    key: 'jimmys',
    challenge: 'young-for-young',
    claim:
      'In de provincie Groningen lossen jongeren problemen op voor jongeren, op plekken die Jimmy’s heten.',
    kind: 'practice',
    source: 'Beschrijving van het project Migranten aan zet (AMIF, provincie Groningen).',
    language: 'nl',
    by: 'participant-10',
  },
  {
    key: 'first-a-friend',
    challenge: 'young-for-young',
    claim: '27 of 38 visitors talk to a friend first. Only 2 go to an office first.',
    kind: 'statistic',
    source:
      'Question on the wall of Youth House De Werf, one winter month, 38 stickers. People could stick only one.',
    language: 'en',
    by: 'participant-15',
  },
  {
    key: 'yellow-letter',
    challenge: 'young-for-young',
    claim:
      'I kept a yellow letter in a drawer for six weeks. It was only a change of address. I paid 60 euro for my fear.',
    kind: 'lived-experience',
    source: 'Member of our team, told in the room and written down with permission.',
    language: 'en',
    by: 'participant-14',
  },
  {
    key: 'diploma-first-year',
    challenge: 'my-diploma-counts',
    claim: '26 of 41 people say: school or work did not accept my diploma in the first year.',
    kind: 'statistic',
    source: 'Our questions to newcomers in “Ask”, 41 answers in four languages.',
    language: 'en',
    by: 'participant-4',
  },
  {
    key: 'nine-months',
    challenge: 'my-diploma-counts',
    claim: 'أنتظر جوابًا عن شهادتي منذ تسعة أشهر. في هذه المدة نسيتُ من الكيمياء أكثر مما تعلمتُ من الهولندية.',
    kind: 'lived-experience',
    source: 'مقابلة أجريناها مع صيدلانية عمرها 25 عامًا. الاسم محفوظ عند الفريق.',
    language: 'ar',
    by: 'participant-5',
  },
  {
    key: 'no-impossible-paper',
    challenge: 'my-diploma-counts',
    claim: 'Where a paper cannot be had, a school may let people show what they know in another way.',
    kind: 'law',
    source:
      'Rules of the examination board of Nieuwhaven University College, part 4, explained by the Diploma Desk.',
    url: 'https://college.nieuwhaven.example/examination-board/rules',
    language: 'en',
    by: 'expert-3',
  },
  {
    key: 'did-not-know',
    challenge: 'a-seat-at-the-table',
    claim: '15 van de 22 jongeren zeggen: ‘Ik wist niet dat de raad iets vroeg.’',
    kind: 'interview',
    source:
      'Eigen gesprekken bij de bibliotheek en het station, op twee zaterdagen. 22 mensen, 19 tot en met 26 jaar.',
    language: 'nl',
    by: 'participant-8',
  },
  {
    key: 'written-answer',
    challenge: 'a-seat-at-the-table',
    claim: 'Advies van een erkende groep krijgt van de raad altijd een geschreven antwoord.',
    kind: 'law',
    source: 'Regels van de gemeenteraad van Nieuwhaven, artikel 27.',
    url: 'https://raad.nieuwhaven.example/regels#27',
    language: 'nl',
    by: 'expert-4',
  },
];
