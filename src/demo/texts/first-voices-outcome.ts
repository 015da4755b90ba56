// How “First Voices” ended: the chair's words to each team, the prizes, what the city answered, what happens now.
import type { Closing, Prize, Recommendation, Summary } from './shapes';

export const firstVoicesSummaries: Summary[] = [
  {
    team: 'night-bus',
    feedback:
      'You asked 30 people at the last bus stop. This makes the problem real, and we learned that it belongs to people born here as well. All five of us believe that a test can start, because you say yourselves when it should stop. Next: ask the depot about the rest of the drivers. Then nobody can say “too expensive” or “not allowed” without a number.',
  },
  {
    team: 'open-kitchen',
    feedback:
      'Jullie hebben gekookt voordat jullie schreven, en dat merk je in elke zin. De ploegen van twee en twee geven echt iets te zeggen. We misten wie het na het eerste jaar betaalt, en wie verantwoordelijk is als er iets misgaat. Vraag dat aan de school, dan kan dit voorstel nog een keer naar de stad.',
  },
  {
    team: 'first-letter',
    feedback:
      'قرأتم 261 رسالة وخرجتم منها بأربعة أسطر. هذا بحث حقيقي، وقد علّمنا شيئًا لم تكن المدينة تعرفه. حق القراء في إعادة الورقة هو ما جعل درجاتكم عالية في «للشباب كلمة حقيقية». تبقى مسألة الرسائل التي لا تكتبها المدينة: ابدؤوا بمكتب واحد وافقوا معه على ثلاث رسائل.',
  },
  {
    team: 'new-neighbours',
    feedback:
      'You found time where others saw only a queue, and you tested it in two mornings. We liked that you name the limits of the help. Two of us asked why people must come twice at all. If you look into that, you will have something that the desk itself does not know.',
  },
  {
    team: 'red-umbrella',
    feedback:
      'Jullie voorstel is vrolijk, goedkoop en in één minuut te begrijpen. Het tellen van kleine vragen is nieuw voor ons. Het plan is nog licht: schrijf op wie de dragers zoekt en wat ze doen met een moeilijke vraag. Een test van vier zaterdagen is een goed begin, en de bibliotheek wil meepraten.',
  },
];

export const firstVoicesPrizes: Prize[] = [
  {
    team: 'open-kitchen',
    name: { en: 'Tried before written', nl: 'Eerst geprobeerd', ar: 'جُرّبت قبل أن تُكتب' },
    reason: {
      en: 'The team cooked for 37 guests before it wrote a line. The jury gives this prize for evidence that can be tasted.',
      nl: 'Het team kookte voor 37 gasten voordat het een regel schreef. De jury geeft deze prijs voor bewijs dat je kunt proeven.',
      ar: 'طبخ الفريق لسبعة وثلاثين ضيفًا قبل أن يكتب سطرًا واحدًا. تمنح اللجنة هذه الجائزة لدليل يمكن تذوقه.',
    },
  },
  {
    team: 'first-letter',
    name: { en: 'We learned something', nl: 'Wij leerden iets', ar: 'تعلّمنا شيئًا' },
    reason: {
      en: 'In 40 of 58 letters that ask for something, the date stood on the second page. Nobody had counted this before.',
      nl: 'In 40 van de 58 brieven die iets vragen, stond de datum op de tweede bladzijde. Dat had nog niemand geteld.',
      ar: 'في 40 رسالة من 58 رسالة تطلب فعل شيء، كان الموعد في الصفحة الثانية. لم يُحصِ أحد ذلك من قبل.',
    },
  },
];

export const firstVoicesRecommendations: Recommendation[] = [
  {
    team: 'night-bus',
    authority: 'authority',
    letter: {
      en: 'The jury recommends to test the night bus on line 48. Please say whether you do it, from when, and who decides about the times.',
      nl: 'De jury raadt aan om de nachtbus op lijn 48 te proberen. Wilt u zeggen of u dat doet, vanaf wanneer, en wie over de tijden beslist?',
      ar: 'توصي لجنة التحكيم بتجربة الحافلة الليلية على الخط 48. نرجو أن تذكروا هل ستفعلون ذلك، ومتى تبدؤون، ومن يقرر المواعيد.',
    },
    decision: 'adopted',
    reason: `Yes. The city will test night buses, and we begin as the team proposes: with one line and with a rule for stopping.

Line 48 will run every hour until 2:00 on Fridays and Saturdays. The test takes sixteen weeks and not eight, because the bus company can change its plan for drivers only once in four months. This costs about 9,100 euro, paid from the money for tests. Line 12 comes later, if line 48 is used.

We take over your number: fewer than 20 passengers a night on average, counted in the bus, and we stop. We will publish the count every four weeks.

The passenger group starts with the first night. Six people are drawn by lot, three of them under 26. They may move the times within the drivers’ hours of rest.

One thing we cannot do now: stopping between two stops. The insurance of the company does not allow it on the harbour road. We asked for a new offer and will tell you the answer.

Thank you for standing in the cold. We had never counted there.`,
    reasonIn: {
      nl: `Ja. De stad gaat nachtbussen proberen, en we beginnen zoals het team voorstelt: met één lijn en met een regel om te stoppen.

Lijn 48 rijdt op vrijdag en zaterdag elk uur tot 2.00 uur. De proef duurt zestien weken en niet acht. Het busbedrijf kan het rooster van de chauffeurs namelijk maar één keer per vier maanden veranderen. Dit kost ongeveer 9.100 euro, uit het geld voor proeven. Lijn 12 komt later, als lijn 48 gebruikt wordt.

We nemen jullie getal over. Zijn er gemiddeld minder dan 20 reizigers per nacht, geteld in de bus? Dan stoppen we. Elke vier weken maken we de telling bekend.

De reizigersgroep begint op de eerste avond. We loten zes mensen uit, van wie drie jonger dan 26. Zij mogen de tijden veranderen, binnen de rusttijden van de chauffeurs.

Eén ding kan nu niet: uitstappen tussen twee haltes. De verzekering van het bedrijf staat dat op de havenweg niet toe. We hebben een nieuw aanbod gevraagd en vertellen jullie het antwoord.

Dank dat jullie daar in de kou stonden. Wij hadden er nog nooit geteld.`,
      ar: `نعم. ستجرّب المدينة الحافلات الليلية، وسنبدأ كما اقترح الفريق: بخط واحد وبقاعدة واضحة للتوقف.

سيعمل الخط 48 كل ساعة حتى 2:00 يومي الجمعة والسبت. تستمر التجربة ستة عشر أسبوعًا لا ثمانية، لأن شركة الحافلات لا تستطيع تغيير جدول السائقين إلا مرة كل أربعة أشهر. تبلغ التكلفة نحو 9,100 يورو، وتُدفع من المال المخصص للتجارب. أما الخط 12 فيأتي لاحقًا إن استُخدم الخط 48.

نأخذ بالرقم الذي اقترحتموه: إن قلّ متوسط الركاب عن 20 راكبًا في الليلة، محسوبًا داخل الحافلة، توقفنا. وسننشر العدد كل أربعة أسابيع.

تبدأ مجموعة الركاب عملها من الليلة الأولى. نختار ستة أشخاص بالقرعة، ثلاثة منهم دون السادسة والعشرين. ولهم أن يغيّروا المواعيد ضمن ساعات راحة السائقين.

شيء واحد لا نستطيعه الآن: النزول بين محطتين. فتأمين الشركة لا يسمح بذلك على طريق الميناء. طلبنا عرضًا جديدًا، وسنخبركم بالجواب.

شكرًا لكم على وقوفكم هناك في البرد. لم نكن قد أحصينا الناس هناك من قبل.`,
    },
    milestones: [
      {
        text: {
          en: 'The first night bus leaves the harbour at 0:10',
          nl: 'De eerste nachtbus vertrekt om 0.10 uur van de haven',
          ar: 'تنطلق أول حافلة ليلية من الميناء في 0:10',
        },
        weeksAfterAnswer: 8,
        done: true,
      },
      {
        text: {
          en: 'The passenger group meets for the first time',
          nl: 'De reizigersgroep komt voor het eerst bij elkaar',
          ar: 'تجتمع مجموعة الركاب للمرة الأولى',
        },
        weeksAfterAnswer: 9,
        done: true,
      },
      {
        text: {
          en: 'The city says if line 48 stays and if line 12 follows',
          nl: 'De stad zegt of lijn 48 blijft en of lijn 12 volgt',
          ar: 'تقول المدينة هل يستمر الخط 48 وهل يتبعه الخط 12',
        },
        weeksAfterAnswer: 26,
        done: false,
      },
    ],
  },
  {
    team: 'first-letter',
    authority: 'authority',
    letter: {
      en: 'The jury recommends the yellow first page and the five readers who can send a page back. Please say what you take over, and what not, and why.',
      nl: 'De jury raadt de gele eerste bladzijde aan, en de vijf lezers die een blad terug kunnen sturen. Wilt u zeggen wat u overneemt, wat niet, en waarom?',
      ar: 'توصي لجنة التحكيم بالورقة الأولى الصفراء وبالقراء الخمسة الذين يستطيعون إعادة الورقة. نرجو أن تذكروا ما تأخذون به وما لا تأخذون به، ولماذا.',
    },
    decision: 'partly',
    reason: `We take over a part, and we want to be exact about which part.

Yes: the Residents’ Desk will put a yellow first page on the three letters that bring most people to the counter. It has your four lines: what, until when, where, whom to ask. We start with these three and count at one counter before and after, as you propose.

Yes: five readers will test each new page. They are paid 25 euro a session. If three of the five send a page back, it is written again. A single reader cannot stop a page, because a decision must leave the house within a fixed time.

Not yet: sound in seven languages. Our system can carry sound in three. We choose the three together with the readers, and look for money for the others.

No: letters of other offices. The city cannot order how they write. We will show them our count and invite them to your table.

You read 261 letters. We wrote many of them and had never read them in this way.`,
    reasonIn: {
      nl: `We nemen een deel over, en we willen precies zeggen welk deel.

Ja: de Balie voor Inwoners legt een gele eerste bladzijde op de drie brieven die de meeste mensen naar het loket brengen. Daarop staan jullie vier regels: wat, tot wanneer, waar en wie je kunt vragen. We beginnen met deze drie, en tellen bij één loket ervoor en erna, zoals jullie voorstellen.

Ja: vijf lezers proberen elk nieuw blad uit. Zij krijgen 25 euro per keer. Sturen drie van de vijf een blad terug, dan schrijven we het opnieuw. Eén lezer alleen kan een blad niet tegenhouden, want een besluit moet binnen een vaste tijd de deur uit.

Nog niet: geluid in zeven talen. Ons systeem kan drie talen aan. Die drie kiezen we met de lezers, en voor de andere zoeken we geld.

Nee: brieven van andere kantoren. De stad kan niet bepalen hoe zij schrijven. We laten hun onze telling zien en nodigen ze uit aan jullie tafel.

Jullie lazen 261 brieven. Wij schreven er veel van en hadden ze nog nooit zo gelezen.`,
      ar: `نأخذ بجزء من الاقتراح، ونريد أن نحدد هذا الجزء بدقة.

نعم: سيضع مكتب السكان ورقة أولى صفراء مع الرسائل الثلاث التي تجلب أكثر الناس إلى الشباك. وفيها أسطركم الأربعة: ماذا، وحتى متى، وأين، ومن تسأل. نبدأ بهذه الثلاث ونعدّ عند شباك واحد قبل التجربة وبعدها، كما اقترحتم.

نعم: سيجرّب خمسة قراء كل ورقة جديدة، ولكل منهم 25 يورو عن الجلسة. إن أعاد ثلاثة من الخمسة ورقةً كتبناها من جديد. ولا يستطيع قارئ واحد أن يوقف ورقة، لأن القرار يجب أن يصدر خلال مدة محددة.

ليس بعد: الصوت بسبع لغات. نظامنا يتسع لثلاث لغات، وسنختارها مع القراء، ونبحث عن مال للباقي.

لا: رسائل المكاتب الأخرى. لا تستطيع المدينة أن تأمرها كيف تكتب. لكننا سنعرض عليها ما أحصيناه وندعوها إلى طاولتكم.

لقد قرأتم 261 رسالة. كتبنا نحن كثيرًا منها، ولم نقرأها من قبل بهذه الطريقة.`,
    },
    milestones: [
      {
        text: {
          en: 'Three letters get their yellow page',
          nl: 'Drie brieven krijgen een geel blad',
          ar: 'ثلاث رسائل تحصل على ورقتها الصفراء',
        },
        weeksAfterAnswer: 10,
        done: true,
      },
      {
        text: {
          en: 'The five readers choose three languages for the sound',
          nl: 'De vijf lezers kiezen drie talen voor het geluid',
          ar: 'يختار القراء الخمسة ثلاث لغات للتسجيل الصوتي',
        },
        weeksAfterAnswer: 16,
        done: false,
      },
      {
        text: {
          en: 'The desk publishes its count, before and after',
          nl: 'De balie maakt de telling van ervoor en erna bekend',
          ar: 'ينشر المكتب العدد قبل التجربة وبعدها',
        },
        weeksAfterAnswer: 28,
        done: false,
      },
    ],
  },
];

export const firstVoicesClosings: Closing[] = [
  {
    challenge: 'first-contact',
    happensNow: {
      en: 'The city puts a yellow first page on three letters. Five young readers test each page and can send it back. “Somebody who waits with you” is not on the city’s list, but the Residents’ Desk lends two chairs for four weeks, as the team asked. The library talks with Red Umbrella. Everything that follows is written on this page, also if it takes longer than planned.',
      nl: 'De stad legt een geel eerste blad op drie brieven. Vijf jonge lezers proberen elk blad uit en kunnen het terugsturen. ‘Somebody who waits with you’ staat niet op de lijst van de stad, maar de Balie voor Inwoners leent vier weken twee stoelen uit, zoals het team vroeg. De bibliotheek praat met Red Umbrella. Alles wat volgt, staat op deze pagina, ook als het langer duurt dan gepland.',
      ar: 'تضع المدينة ورقة أولى صفراء مع ثلاث رسائل. ويجرّب خمسة قراء شباب كل ورقة، ويستطيعون إعادتها. أما اقتراح Somebody who waits with you فليس في قائمة المدينة، لكن مكتب السكان يعير الفريق كرسيين لأربعة أسابيع كما طلب. وتتحدث المكتبة مع فريق Red Umbrella. كل ما يأتي بعد ذلك يُكتب في هذه الصفحة، حتى لو تأخر عن موعده.',
    },
  },
  {
    challenge: 'after-six',
    happensNow: {
      en: 'Line 48 runs until 2:00 on Fridays and Saturdays for sixteen weeks. The count is published every four weeks. The school kitchen stays a question between the school and the city; the team may come back with the answer about who is responsible at night. The passenger group still has one free seat.',
      nl: 'Lijn 48 rijdt zestien weken lang op vrijdag en zaterdag tot 2.00 uur. Elke vier weken staat de telling hier. Over de schoolkeuken praten de school en de stad nog. Het team mag terugkomen als duidelijk is wie er ’s avonds verantwoordelijk is. In de reizigersgroep is nog één plaats vrij.',
      ar: 'يعمل الخط 48 حتى 2:00 يومي الجمعة والسبت مدة ستة عشر أسبوعًا، ويُنشر العدد كل أربعة أسابيع. أما مطبخ المدرسة فما زال موضع نقاش بين المدرسة والمدينة، ويستطيع الفريق أن يعود حين يتضح من المسؤول عنه مساءً. وما زال في مجموعة الركاب مقعد واحد فارغ.',
    },
  },
];
