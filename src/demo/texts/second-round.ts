// “Second Round”: the sister hackathon about language and welcome at work; its jury reads now.
import type { Hackathon, Team } from './shapes';

export const secondRound: Hackathon = {
  slug: 'second-round',
  title: {
    en: 'Second Round: Welcome at Work',
    nl: 'Tweede ronde: welkom op het werk',
    ar: 'الجولة الثانية: أهلًا بك في العمل',
  },
  in_short: {
    en: 'A job is where you learn a language, if somebody talks to you. Six teams wrote how a workplace can welcome new people. The jury is reading.',
    nl: 'Op je werk leer je een taal, als er iemand met je praat. Zes teams schreven hoe een bedrijf nieuwe mensen welkom kan heten. De jury leest nu.',
    ar: 'في العمل تتعلم اللغة، إن تحدث معك أحد. كتبت ستة فرق كيف يمكن لمكان العمل أن يرحب بالقادمين الجدد. ولجنة التحكيم تقرأ الآن.',
  },
  challenges: [
    {
      slug: 'words-at-work',
      title: { en: 'Words at work', nl: 'Woorden op het werk', ar: 'كلمات في العمل' },
      question: {
        en: 'I work with my hands all day. When do I get to speak?',
        nl: 'Ik werk de hele dag met mijn handen. Wanneer mag ik praten?',
        ar: 'أعمل بيديّ طوال اليوم. متى أتكلم؟',
      },
      in_short: {
        en: 'I work with my hands all day. How can I learn the language during work, and not only after it?',
        nl: 'Ik werk de hele dag met mijn handen. Hoe kan ik de taal leren tijdens het werk, en niet alleen daarna?',
        ar: 'أعمل بيديّ طوال اليوم. كيف أتعلم اللغة في أثناء العمل، لا بعده فقط؟',
      },
      brief: {
        en: `## What is known

Language is part of arriving, and people learn it fastest where they need it. A European project, NEW TIMES, asked migrants, refugees and their teachers in interviews and focus groups what they need to learn. Online language support reached more than 100,000 newcomers in Europe. In Nieuwhaven, evening classes end at 21:30 and many shifts begin at 6:00. We asked 33 people in classes: 20 of them missed a lesson last month because of work.

## Who decides

Employers decide about breaks, shifts and who works with whom. The city pays for language classes. Teachers decide what is taught.

## What cannot change

- Break time belongs to the worker. Nobody can be made to study in a break.
- Safety rules must be understood on the first day, in any language.
- The city has 24,000 euro for a first year.`,
        nl: `## Wat we weten

Taal hoort bij aankomen, en je leert haar het snelst waar je haar nodig hebt. Een Europees project, NEW TIMES, vroeg aan migranten, vluchtelingen en hun docenten wat ze willen leren. Taalhulp op internet bereikte in Europa meer dan 100.000 nieuwkomers. In Nieuwhaven eindigen de avondlessen om 21.30 uur en beginnen veel diensten om 6.00 uur. We vroegen het aan 33 mensen in de lessen: 20 van hen misten vorige maand een les door hun werk.

## Wie beslist

Werkgevers beslissen over pauzes, diensten en wie met wie werkt. De stad betaalt de taallessen. Docenten beslissen wat er in de les gebeurt.

## Wat niet kan veranderen

- De pauze is van de werknemer. Niemand hoeft in de pauze te leren.
- Regels over veiligheid moet je op de eerste dag begrijpen, in welke taal dan ook.
- De stad heeft 24.000 euro voor het eerste jaar.`,
        ar: `## ما نعرفه

اللغة جزء من الوصول إلى بلد جديد، ويتعلمها الإنسان أسرع حيث يحتاج إليها. سأل مشروع أوروبي اسمه NEW TIMES مهاجرين ولاجئين ومعلميهم، في مقابلات ومجموعات نقاش، عما يحتاجون إلى تعلمه. ووصل دعم اللغة عبر الإنترنت إلى أكثر من 100,000 قادم جديد في أوروبا. في نيوهافن تنتهي الدروس المسائية في 21:30، وتبدأ نوبات عمل كثيرة في 6:00. سألنا 33 شخصًا في الصفوف، فقال 20 منهم إنهم تغيّبوا عن درس في الشهر الماضي بسبب العمل.

## من يقرر

يقرر أصحاب العمل في شأن الاستراحات والنوبات ومن يعمل مع من. وتدفع المدينة تكاليف دروس اللغة. ويقرر المعلمون ما يُدرَّس.

## ما لا يمكن تغييره

- وقت الاستراحة ملك للعامل، ولا يُجبر أحد على الدراسة فيه.
- يجب أن تُفهم قواعد السلامة في اليوم الأول، بأي لغة كانت.
- لدى المدينة 24,000 يورو للسنة الأولى.`,
      },
      asked_by: {
        en: 'City of Nieuwhaven, team Work and Language',
        nl: 'Gemeente Nieuwhaven, team Werk en Taal',
        ar: 'مدينة نيوهافن، فريق «العمل واللغة»',
      },
    },
    {
      slug: 'hidden-jobs',
      title: { en: 'The hidden job', nl: 'De verborgen baan', ar: 'الوظيفة المخفية' },
      question: {
        en: 'Everybody got their job through an uncle. What if I have no uncle here?',
        nl: 'Iedereen kreeg zijn baan via een oom. Wat als ik hier geen oom heb?',
        ar: 'حصل الجميع على عملهم عن طريق قريب. ماذا لو لم يكن لي قريب هنا؟',
      },
      in_short: {
        en: 'Many jobs are never on a website. How do I find work, and how does work find me, if I have no uncle in this city?',
        nl: 'Veel banen staan nooit op een website. Hoe vind ik werk, en hoe vindt werk mij, als ik in deze stad geen oom heb?',
        ar: 'وظائف كثيرة لا تُنشر على أي موقع. كيف أجد عملًا، وكيف يجدني العمل، إن لم يكن لي قريب في هذه المدينة؟',
      },
      brief: {
        en: `## What is known

A project in the province of Groningen looked for hidden jobs together with newcomers, and helped enterprising migrants to start a cooperative. We asked 27 working people in Nieuwhaven how they found their job: 17 heard of it from a person they knew. Small companies told us that they do not advertise, because writing an advertisement costs an evening.

## Who decides

Each company decides whom it takes. The Chamber of Small Businesses runs a desk for its 900 members. The city has two people who visit companies.

## What cannot change

- Equal treatment is law: no job may be kept for one group.
- A trial day is paid.
- The market square is free on Mondays only.`,
        nl: `## Wat we weten

Een project in de provincie Groningen zocht samen met nieuwkomers naar verborgen banen. Het hielp ook ondernemende migranten met een coöperatie. We vroegen aan 27 werkende mensen in Nieuwhaven hoe ze hun baan vonden: 17 hoorden het van iemand die ze kenden. Kleine bedrijven zeggen dat ze geen vacature plaatsen, omdat het schrijven een avond kost.

## Wie beslist

Elk bedrijf beslist wie het aanneemt. De Kamer van Kleine Bedrijven heeft een loket voor haar 900 leden. De stad heeft twee mensen die bedrijven bezoeken.

## Wat niet kan veranderen

- Gelijke behandeling is de wet: een baan mag niet voor één groep zijn.
- Een proefdag wordt betaald.
- Het marktplein is alleen op maandag vrij.`,
        ar: `## ما نعرفه

بحث مشروع في مقاطعة خرونينغن مع القادمين الجدد عن الوظائف المخفية، وساعد مهاجرين أصحاب مبادرات على تأسيس تعاونية. سألنا 27 شخصًا يعملون في نيوهافن كيف وجدوا عملهم، فقال 17 منهم إنهم سمعوا به من شخص يعرفونه. وتقول الشركات الصغيرة إنها لا تنشر إعلانات، لأن كتابة الإعلان تستغرق مساءً كاملًا.

## من يقرر

تقرر كل شركة من توظف. ولغرفة الشركات الصغيرة مكتب يخدم أعضاءها البالغ عددهم 900. ولدى المدينة موظفان يزوران الشركات.

## ما لا يمكن تغييره

- المساواة في المعاملة قانون، ولا يجوز أن تُحجز وظيفة لمجموعة واحدة.
- يوم التجربة مدفوع الأجر.
- ساحة السوق متاحة أيام الاثنين فقط.`,
      },
      asked_by: {
        en: 'Desk for Work of Nieuwhaven',
        nl: 'Werkloket Nieuwhaven',
        ar: 'مكتب العمل في نيوهافن',
      },
    },
  ],
};

export const secondRoundTeams: Team[] = [
  {
    key: 'coffee-break',
    name: 'Coffee Break Dutch',
    pitch:
      'Ten minutes a day with the same colleague and the same coffee. We tried it in a laundry for three weeks, and we counted words.',
    challenge: 'words-at-work',
    languages: ['en', 'nl', 'ar'],
    joining: 'request',
    members: ['participant-4', 'participant-9', 'participant-14'],
    captain: 'participant-4',
  },
  {
    key: 'hidden-doors',
    name: 'أبواب مخفية',
    pitch: 'أفضل الوظائف لا تُكتب على الإنترنت. نسير في الشارع مع دليل من أهل الحي، ونسأل من باب إلى باب.',
    challenge: 'hidden-jobs',
    languages: ['ar', 'en'],
    joining: 'open',
    members: ['participant-5', 'participant-13', 'participant-17'],
    captain: 'participant-17',
  },
  {
    key: 'eerste-werkdag',
    name: 'Eerste Werkdag',
    pitch:
      'Op je eerste werkdag hoor je honderd nieuwe woorden en geen enkele naam. Wij maken een eerste dag van één bladzijde.',
    challenge: 'words-at-work',
    languages: ['nl', 'ar', 'so'],
    joining: 'open',
    members: ['participant-6', 'participant-11', 'participant-18'],
    captain: 'participant-6',
  },
  {
    key: 'two-toolboxes',
    name: 'Two Toolboxes',
    pitch:
      'One toolbox holds what you can do, the other what a small company needs on Thursday. We put them next to each other for a day.',
    challenge: 'hidden-jobs',
    languages: ['en', 'fr', 'fa'],
    joining: 'request',
    members: ['participant-7', 'participant-12', 'participant-16'],
    captain: 'participant-12',
  },
  {
    key: 'kaartenbak',
    name: 'De Kaartenbak',
    pitch:
      'Een houten bak op de markt, met kaartjes. Bedrijven schrijven in één zin wat ze zoeken. Jij leest, jij belt, wij zitten ernaast.',
    challenge: 'hidden-jobs',
    languages: ['nl', 'en', 'tr'],
    joining: 'open',
    members: ['participant-8', 'participant-15'],
    captain: 'participant-8',
  },
  {
    key: 'tea-and-tools',
    name: 'Tea and Tools',
    pitch:
      'Every tool gets its name, on the tool itself, in three languages. Then the boss learns words too, and that is the point.',
    challenge: 'words-at-work',
    languages: ['en', 'so', 'uk'],
    joining: 'open',
    members: ['participant-10', 'participant-19'],
    captain: 'participant-19',
  },
];
