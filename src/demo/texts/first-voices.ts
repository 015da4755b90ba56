// “First Voices”: the first hackathon, finished and published, about the first contact with the city.
import type { Hackathon, Team } from './shapes';

export const firstVoices: Hackathon = {
  slug: 'first-voices',
  title: { en: 'First Voices', nl: 'Eerste stemmen', ar: 'الأصوات الأولى' },
  in_short: {
    en: 'Five teams wrote about their first hundred days in Nieuwhaven. The jury has read them, the result is public, and the city has answered.',
    nl: 'Vijf teams schreven over hun eerste honderd dagen in Nieuwhaven. De jury las alles, de uitslag is openbaar en de stad heeft geantwoord.',
    ar: 'كتبت خمسة فرق عن أول مئة يوم في نيوهافن. قرأت لجنة التحكيم الاقتراحات، والنتيجة معلنة، والمدينة أجابت.',
  },
  challenges: [
    {
      slug: 'first-contact',
      title: { en: 'The first hundred days', nl: 'De eerste honderd dagen', ar: 'أول مئة يوم' },
      question: {
        en: 'I got nine letters in my first week. Which one do I open first?',
        nl: 'Ik kreeg negen brieven in mijn eerste week. Welke maak ik het eerst open?',
        ar: 'وصلتني تسع رسائل في أسبوعي الأول. أيها أفتح أولًا؟',
      },
      in_short: {
        en: 'How should a city speak to me in my first hundred days, so that I understand it and dare to ask back?',
        nl: 'Hoe moet een stad in mijn eerste honderd dagen tegen mij praten, zodat ik het begrijp en iets terug durf te vragen?',
        ar: 'كيف يجب أن تخاطبني المدينة في أول مئة يوم، حتى أفهمها وأجرؤ على السؤال؟',
      },
      brief: {
        en: `## What is known

In the first hundred days a new resident gets between 9 and 15 letters from offices. We asked 24 people to bring theirs: they brought 261. European countries compare how they receive newcomers and learn from each other, and all of them struggle with letters.

## Who decides

The Residents’ Desk writes the letters of the city. Other offices write their own. The alderman for services decides what the city changes.

## What cannot change

- A decision must be sent in writing, in Dutch. A translation may be added.
- The desk has six counters and no more people.
- What a person tells at the counter is not passed on.`,
        nl: `## Wat we weten

In de eerste honderd dagen krijgt een nieuwe inwoner tussen de 9 en 15 brieven van kantoren. We vroegen 24 mensen om hun brieven mee te nemen: het waren er 261. Landen in Europa vergelijken hoe ze nieuwkomers ontvangen en leren van elkaar. Met brieven hebben ze het allemaal moeilijk.

## Wie beslist

De Balie voor Inwoners schrijft de brieven van de stad. Andere kantoren schrijven hun eigen brieven. De wethouder voor dienstverlening beslist wat de stad verandert.

## Wat niet kan veranderen

- Een besluit moet op papier komen, in het Nederlands. Een vertaling mag erbij.
- De balie heeft zes loketten en krijgt er geen mensen bij.
- Wat iemand aan het loket vertelt, wordt niet doorgegeven.`,
        ar: `## ما نعرفه

يتلقى الساكن الجديد في أول مئة يوم بين 9 رسائل و15 رسالة من المكاتب. طلبنا من 24 شخصًا أن يحضروا رسائلهم، فأحضروا 261 رسالة. تقارن الدول الأوروبية طرقها في استقبال القادمين الجدد ويتعلم بعضها من بعض، وكلها تجد صعوبة في الرسائل.

## من يقرر

يكتب مكتب السكان رسائل المدينة، وتكتب المكاتب الأخرى رسائلها بنفسها. ويقرر نائب رئيس البلدية للخدمات ما تغيّره المدينة.

## ما لا يمكن تغييره

- يجب أن يُرسل القرار مكتوبًا بالهولندية، ويجوز أن تُرفق به ترجمة.
- في المكتب ستة شبابيك، ولن يزيد عدد الموظفين.
- ما يقوله الشخص عند الشباك لا يُنقل إلى غيره.`,
      },
      asked_by: {
        en: 'City of Nieuwhaven, Residents’ Desk',
        nl: 'Gemeente Nieuwhaven, Balie voor Inwoners',
        ar: 'مدينة نيوهافن، مكتب السكان',
      },
    },
    {
      slug: 'after-six',
      title: { en: 'After six in the evening', nl: 'Na zes uur ’s avonds', ar: 'بعد السادسة مساءً' },
      question: {
        en: 'At six everything closes. Where do I meet the people I live with?',
        nl: 'Om zes uur gaat alles dicht. Waar leer ik de mensen kennen met wie ik hier woon?',
        ar: 'في السادسة يغلق كل شيء. أين ألتقي بمن أعيش بينهم؟',
      },
      in_short: {
        en: 'At six everything closes, and I am free at six. Where can young newcomers and other people of the city meet, and how do they get home?',
        nl: 'Om zes uur gaat alles dicht, en om zes uur ben ik vrij. Waar kunnen jonge nieuwkomers en andere inwoners elkaar ontmoeten, en hoe komen ze thuis?',
        ar: 'في السادسة يغلق كل شيء، وفي السادسة ينتهي عملي. أين يلتقي الشباب القادمون الجدد بسكان المدينة، وكيف يعودون إلى بيوتهم؟',
      },
      brief: {
        en: `## What is known

Contact between newcomers and other residents works best when they do something together. Most places where this could happen in Nieuwhaven close at six, and the last bus leaves at 23:10. On three evenings we counted 64 people waiting for a bus that had gone.

## Who decides

The city decides about its buildings and orders the bus service from a company. The contract allows small changes once a year.

## What cannot change

- Neighbours have a right to quiet after 22:00.
- Bus drivers have fixed hours of rest.
- There is 40,000 euro for tests in one year.`,
        nl: `## Wat we weten

Nieuwkomers en andere inwoners leren elkaar het best kennen als ze samen iets doen. De meeste plekken waar dat kan, sluiten in Nieuwhaven om zes uur, en de laatste bus gaat om 23.10 uur. Op drie avonden telden we 64 mensen die wachtten op een bus die al weg was.

## Wie beslist

De stad beslist over haar gebouwen en bestelt de bussen bij een bedrijf. In het contract mag één keer per jaar iets kleins veranderen.

## Wat niet kan veranderen

- Buren hebben na 22.00 uur recht op rust.
- Chauffeurs hebben vaste rusttijden.
- Er is 40.000 euro voor proeven in één jaar.`,
        ar: `## ما نعرفه

أفضل لقاء بين القادمين الجدد وبقية السكان يكون حين يعملون شيئًا معًا. لكن معظم الأماكن المناسبة في نيوهافن تغلق في السادسة، وآخر حافلة تنطلق في 23:10. في ثلاث أمسيات أحصينا 64 شخصًا ينتظرون حافلة كانت قد غادرت.

## من يقرر

تقرر المدينة في شأن مبانيها، وتطلب خدمة الحافلات من شركة. ويسمح العقد بتغييرات صغيرة مرة في السنة.

## ما لا يمكن تغييره

- للجيران حق في الهدوء بعد الساعة 22:00.
- لسائقي الحافلات ساعات راحة ثابتة.
- يوجد مبلغ 40,000 يورو للتجارب في سنة واحدة.`,
      },
      asked_by: {
        en: 'City of Nieuwhaven, team Neighbourhoods',
        nl: 'Gemeente Nieuwhaven, team Wijken',
        ar: 'مدينة نيوهافن، فريق الأحياء',
      },
    },
  ],
};

export const firstVoicesTeams: Team[] = [
  {
    key: 'night-bus',
    name: 'Night Bus 48',
    pitch:
      'Our work ends at midnight and the bus ends at 23:10. We stood at the stop and counted who else was there.',
    challenge: 'after-six',
    languages: ['en', 'fa', 'ti'],
    joining: 'request',
    members: ['participant-1', 'participant-12', 'participant-15'],
    captain: 'participant-1',
  },
  {
    key: 'open-kitchen',
    name: 'Open Kitchen',
    pitch:
      'Een schoolkeuken staat vijf avonden per week leeg. Wij koken er, met wie er maar zin heeft, en om tien uur is het stil.',
    challenge: 'after-six',
    languages: ['nl', 'uk', 'tr', 'so'],
    joining: 'open',
    members: ['participant-6', 'participant-8', 'participant-18'],
    captain: 'participant-8',
  },
  {
    key: 'first-letter',
    name: 'الرسالة الأولى',
    pitch:
      'جمعنا 261 رسالة على طاولة واحدة، وسألنا: أيها مهم حقًا؟ نقترح ورقة أولى واحدة، بلون واحد، يفهمها الجميع.',
    challenge: 'first-contact',
    languages: ['ar', 'fr', 'en'],
    joining: 'open',
    members: ['participant-2', 'participant-5', 'participant-13'],
    captain: 'participant-5',
  },
  {
    key: 'new-neighbours',
    name: 'New Neighbours',
    pitch:
      'A counter has a window, and a window is still a wall. We want somebody of our age to wait with us before the counter.',
    challenge: 'first-contact',
    languages: ['en', 'fr', 'ar'],
    joining: 'request',
    members: ['participant-3', 'participant-7', 'participant-16'],
    captain: 'participant-7',
  },
  {
    key: 'red-umbrella',
    name: 'Red Umbrella',
    pitch:
      'Zie je een rode paraplu in de stad, dan mag je alles vragen. Zo simpel is het, en het regent hier vaak genoeg.',
    challenge: 'first-contact',
    languages: ['nl', 'ar', 'es'],
    joining: 'open',
    members: ['participant-11', 'participant-14'],
    captain: 'participant-14',
  },
];
