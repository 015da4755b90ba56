// Conversations in four rooms of “Our City, Our Say”, each person in the language that comes first.
import type { Room } from './shapes';

export const ourCityRooms: Room[] = [
  {
    team: 'forty-doors',
    messages: [
      {
        by: 'participant-1',
        minutesAgo: 4420,
        body: 'Hi both. I made the room. First question: what did YOU do in your forty hours?',
      },
      {
        by: 'participant-3',
        minutesAgo: 4411,
        body: 'Museum, fire station, a farm with goats, a rowing club, a care home. All in three weeks. I have nice photos.',
      },
      {
        by: 'participant-2',
        minutesAgo: 4402,
        body: 'وأنا زرتُ عشرة نوادٍ. كلهم كانوا لطفاء. قالوا: أهلًا بك، نراك قريبًا. ولم نلتقِ بعدها.',
      },
      {
        by: 'participant-3',
        minutesAgo: 4398,
        body: 'I read it with the translation. Same for me. Only the goats remember me.',
      },
      {
        by: 'participant-1',
        minutesAgo: 4390,
        body: 'Ha. But this is our problem in one line: we visited, we did not stay. Can we prove it is not only us?',
      },
      {
        by: 'participant-2',
        minutesAgo: 4384,
        body: 'نسأل الناس في صفوف اللغة في الاستراحة. سؤال واحد فقط: هل عدتَ إلى مكان زرتَه؟',
      },
      {
        by: 'participant-3',
        minutesAgo: 4380,
        body: 'One question is good. Nobody has time for ten. I can ask in the morning class.',
      },
      {
        by: 'participant-1',
        minutesAgo: 2990,
        body: 'Result: 14 people asked, 11 never went back to any place. 3 did: a choir, a kitchen and a football team.',
      },
      {
        by: 'participant-3',
        minutesAgo: 2985,
        body: 'I talked to the three. All three went more than once BECAUSE somebody called them before the second time.',
      },
      {
        by: 'participant-2',
        minutesAgo: 2979,
        body: 'هذا مهم جدًا! المكالمة قبل المرة الثانية. اكتبوها في الاقتراح قبل أن ننساها.',
      },
      {
        by: 'participant-1',
        minutesAgo: 2971,
        body: 'Written. So maybe: ten evenings in one place, and a person of the club who calls you before evening two.',
      },
      {
        by: 'participant-3',
        minutesAgo: 2960,
        body: 'And what about the other 30 hours? If the ten are bad, you must be able to leave.',
      },
      {
        by: 'participant-2',
        minutesAgo: 2952,
        body: 'أوافق. بعد عشر ساعات يقرر الطرفان: نبقى أم نجرب مكانًا آخر؟ والقرار لنا أيضًا، لا للنادي وحده.',
      },
      {
        by: 'participant-1',
        minutesAgo: 1510,
        body: 'I asked for an expert about money. We do not know what a club needs.',
      },
      {
        by: 'expert-1',
        minutesAgo: 1478,
        body: 'Hello Forty Doors, I am Ilse. I read your first two parts. Good idea, ten hours in one place. Now: who pays the club? Ask first what a club needs for ten new people. Often it is only a trainer, two hours a week.',
      },
      { by: 'participant-3', minutesAgo: 1471, body: 'Hello Ilse! Is there a list of what trainers cost?' },
      {
        by: 'expert-1',
        minutesAgo: 1465,
        body: 'There is no list. That is good for you: then your own number is the best number in the city. Call four clubs. Two big, two small. Write down exactly what they say, also “nothing”.',
      },
      {
        by: 'participant-2',
        minutesAgo: 1460,
        body: 'Ik ken de trainer van VC Zuid. Ik bel haar morgen. Mijn Nederlands is goed genoeg voor volleybal.',
      },
      {
        by: 'participant-1',
        minutesAgo: 1455,
        body: 'I take the rowing club. They still owe me a second visit.',
      },
      {
        by: 'participant-3',
        minutesAgo: 1449,
        body: 'I call the community kitchen and the chess people. Can I write in English to the chess people?',
      },
      {
        by: 'expert-1',
        minutesAgo: 1441,
        body: 'Chess players in this town answer in any language, if you open with e4.',
      },
      {
        by: 'participant-2',
        minutesAgo: 190,
        body: 'Gebeld! VC Zuid wil een trainer voor 2 uur per week, 35 euro per uur. En ze zei: “Eindelijk belt er iemand.”',
      },
      {
        by: 'participant-3',
        minutesAgo: 176,
        body: 'Kitchen: needs nothing, only wants to know on Monday how many people come. Chess: needs nothing and wants a photo for the newspaper. I said no photo of faces.',
      },
      {
        by: 'participant-1',
        minutesAgo: 171,
        body: 'Good that you said it. Rowing: trainer 2 hours a week, also about 35. But boats only until October.',
      },
      {
        by: 'expert-1',
        minutesAgo: 158,
        body: 'Now you have something. Two need 70 euro a week, two need nothing. Do not take the mean and forget the rest: say that half of the clubs need money, and that four is a small number.',
      },
      {
        by: 'participant-2',
        minutesAgo: 149,
        body: '620 شخصًا في مجموعات من عشرة أشخاص تعني 62 مجموعة. نصفها يحتاج إلى مدرب. 31 × 10 أسابيع × 70 يورو = 21,700 يورو.',
      },
      {
        by: 'expert-1',
        minutesAgo: 141,
        body: 'Correct. And the visits of today cost 61,000. Who calls the newcomer before evening two? That person needs a phone and some hours. Put that in, too, or somebody on the jury will ask.',
      },
      {
        by: 'participant-3',
        minutesAgo: 133,
        body: 'The caller is the heart of our idea. If the club does it for free it stops after a month. I say: we pay 1 hour per week.',
      },
      {
        by: 'participant-1',
        minutesAgo: 128,
        body: 'Yes. And the callers choose themselves how: phone, message, ring the bell. Can we call two more clubs tomorrow? Who can do that in Dutch?',
      },
      {
        by: 'participant-2',
        minutesAgo: 121,
        body: 'Ik. Maar dan schrijft iemand anders het stuk over de kosten. Ik heb genoeg gerekend vandaag.',
      },
      {
        by: 'participant-3',
        minutesAgo: 116,
        body: 'I will write it tonight, short. Ilse, can you look at it on Thursday?',
      },
      {
        by: 'expert-1',
        minutesAgo: 109,
        body: 'Thursday before noon. Write the numbers you are not sure of in a list of their own. An honest “we do not know yet” is worth a lot.',
      },
    ],
  },
  {
    team: 'second-language',
    messages: [
      {
        by: 'participant-4',
        minutesAgo: 3100,
        body: 'Evening! Who was at work today and in what job? I put 400 boxes on a shelf. My diploma says “teacher of mathematics”.',
      },
      {
        by: 'participant-5',
        minutesAgo: 3094,
        body: 'وأنا نظّفتُ مختبرًا. أعرف اسم كل جهاز فيه، لكن المفتاح مع غيري.',
      },
      {
        by: 'participant-6',
        minutesAgo: 3085,
        body: 'Ik heb een lift gerepareerd, zwart-wit gezegd: ik mocht de schroevendraaier aangeven. De collega vroeg wat ik vond van de kabel. Ik had gelijk.',
      },
      {
        by: 'participant-4',
        minutesAgo: 3079,
        body: 'But that is it! He learned in one hour what the office does not know after nine months. He SAW you work.',
      },
      {
        by: 'expert-3',
        minutesAgo: 2410,
        body: 'Hello, I am Rania. What you describe has a name: you show your knowledge at work and somebody qualified writes it down. The examination board here may accept this, see part 4 of its rules. It hardly ever does, because nobody asks.',
      },
      { by: 'participant-5', minutesAgo: 2402, body: 'شكرًا لكِ رانيا. وهل ينطبق هذا على الصيدلة أيضًا؟' },
      {
        by: 'expert-3',
        minutesAgo: 2395,
        body: 'الصيدلة مهنة محمية، والقرار فيها للمكتب الوطني. لكن العمل مساعدةً في صيدلية ليس محميًا. هناك يمكن أن تبدئي خلال أسابيع، وكل ساعة تُحسب لكِ فيما بعد.',
      },
      {
        by: 'participant-6',
        minutesAgo: 2380,
        body: 'Dus twee wegen: een korte naar werk, en een lange naar het papier. En de korte telt mee voor de lange.',
      },
      {
        by: 'participant-4',
        minutesAgo: 2371,
        body: 'That sentence goes into the proposal exactly like this.',
      },
      {
        by: 'participant-5',
        minutesAgo: 320,
        body: 'هناك شخص يريد الانضمام إلينا، درس التمريض. أقترح أن نقبله، فهو يعرف الانتظار أكثر منا جميعًا.',
      },
      {
        by: 'participant-6',
        minutesAgo: 312,
        body: 'Ik vind het goed. Dan zijn we met vier en kan ik eindelijk eens naar bed.',
      },
    ],
  },
  {
    team: 'long-table',
    messages: [
      {
        by: 'participant-8',
        minutesAgo: 2770,
        body: 'Ik was gisteren bij de raadsvergadering. Er zaten 31 mensen en ik telde 4 bezoekers. Een daarvan was mijn broer, die wachtte op mij.',
      },
      { by: 'participant-7', minutesAgo: 2762, body: 'How long did they talk about young people?' },
      { by: 'participant-8', minutesAgo: 2758, body: 'Elf minuten. Over fietsenstallingen acht.' },
      {
        by: 'participant-9',
        minutesAgo: 2749,
        body: 'إحدى عشرة دقيقة! نكتب هذا الرقم في أول سطر. ومن تكلم في تلك الدقائق؟',
      },
      {
        by: 'participant-8',
        minutesAgo: 2741,
        body: 'Drie raadsleden. Niemand van onder de 40, denk ik. Maar dat kan ik niet bewijzen, dus dat schrijven we niet op.',
      },
      {
        by: 'expert-4',
        minutesAgo: 1630,
        body: 'Fair of you. A tip from somebody who was in such a group: do not ask for a seat, ask for a question. If the council must write down an answer to one question of yours each month, you have more than a chair.',
      },
      {
        by: 'participant-7',
        minutesAgo: 1622,
        body: 'Like: “Question of the Long Table”, first point of the agenda, five minutes, written answer within six weeks.',
      },
      {
        by: 'participant-9',
        minutesAgo: 1615,
        body: 'ومن يختار السؤال؟ إن اخترناه نحن التسعة فقط، أصبحنا مجلسًا صغيرًا مغلقًا.',
      },
      {
        by: 'participant-8',
        minutesAgo: 1607,
        body: 'Iedereen tussen 19 en 26 mag een vraag insturen, in elke taal. Wij loten er vijf uit, en dan stemmen we.',
      },
      {
        by: 'expert-4',
        minutesAgo: 1600,
        body: 'Good. Now write what you do in the month in which nobody sends a question. That month will come.',
      },
      {
        by: 'participant-7',
        minutesAgo: 1588,
        body: 'Then we go to the station with a table. A real one. We are called The Long Table after all.',
      },
    ],
  },
  {
    team: 'open-window',
    messages: [
      {
        by: 'participant-17',
        minutesAgo: 1980,
        body: 'علّقتُ ورقة في المصعد: «شاي يوم الجمعة عند الباب 42». بعد ساعة اختفت الورقة.',
      },
      {
        by: 'participant-16',
        minutesAgo: 1973,
        body: 'Maybe the housing company takes everything down. Or somebody wanted to keep the recipe on the back.',
      },
      { by: 'participant-17', minutesAgo: 1968, body: 'كتبتُ إلى شركة السكن وطلبتُ الإذن. حتى الآن لا جواب.' },
      {
        by: 'participant-16',
        minutesAgo: 1961,
        body: 'I rang eight bells instead. Five opened, three said yes to tea. One of them, a woman of 71, asked why it took us two years.',
      },
      {
        by: 'expert-2',
        minutesAgo: 1204,
        body: 'Three of eight is far better than any leaflet I ever saw. Write down the hour and what you said at the door. That is your method, and others can copy it.',
      },
      {
        by: 'participant-17',
        minutesAgo: 1196,
        body: 'حسنًا. قلنا جملة واحدة بالهولندية تدربنا عليها: «نحن جيرانكم، ونريد أن نعرف أسماءكم».',
      },
      { by: 'participant-16', minutesAgo: 1190, body: 'And the cake helped. I want the cake in the budget.' },
      {
        by: 'expert-2',
        minutesAgo: 1183,
        body: 'Cake is a cost like any other. Put it in, with the receipt.',
      },
    ],
  },
];
