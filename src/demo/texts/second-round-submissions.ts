// The six proposals handed in to “Second Round”, complete, in three languages.
import type { Submission } from './shapes';

export const secondRoundSubmissions: Submission[] = [
  {
    team: 'coffee-break',
    title: 'Ten minutes, one colleague',
    language: 'en',
    sections: {
      problem:
        'In the laundry where one of us works, four languages are spoken and nobody talks. The machines are loud, and people sit with their own group in the break. After a year she knew forty Dutch words, most of them about towels. The evening class is at 19:30, and her shift ends at 19:00 on the other side of the city.',
      affected:
        'People with a job and too few words, mostly in laundries, kitchens, warehouses and cleaning. In our classes 20 of 33 people missed a lesson last month because of work. It also hits the colleague who speaks Dutch and has to explain the same thing with her hands every day.',
      evidence:
        'We tried it for three weeks. Six pairs in one laundry talked ten minutes a day. Before and after we showed 50 pictures from the workplace. On average people knew 21 words before and 34 after. Six pairs is a small group, and they were volunteers. Two pairs stopped in week two, because their shifts changed.',
      proposal:
        'Each new worker gets a talking colleague. They sit together ten minutes a day, in paid time, not in the break. A card of the week gives them one topic: the machine, my street, what went wrong today. On Fridays they change roles, and the Dutch speaker learns ten words of the other language.',
      authority:
        'The employer gives ten minutes. The team Work and Language finds the first five companies and pays a language teacher to write thirty cards. The pairs decide about the topics after the first month, because they know best what they could not say.',
      cost: 'Ten minutes a day are about 43 hours a year for each pair, so 86 paid hours, at 16 euro about 1,380 euro. The company pays this. The city pays the cards: 60 teacher hours at 45 euro, 2,700 euro once, and printing for 300 euro. We asked one printer.',
      first_step:
        'One laundry already said yes to six more weeks. We need a second company of another kind, at best a kitchen, to see if it works where it is even louder. We start on the first Monday after the answer and show the 50 pictures again at the end.',
    },
  },
  {
    team: 'hidden-doors',
    title: 'جولة الأبواب',
    language: 'ar',
    sections: {
      problem:
        'أرسل واحد منا 64 رسالة عبر مواقع التوظيف، وتلقى جوابين، كلاهما بالرفض. ثم دخل محل تصليح دراجات لأن المطر كان غزيرًا، فتحدث مع صاحبه نصف ساعة، وبعد أسبوع بدأ العمل عنده. لم تكن تلك الوظيفة منشورة في أي مكان. المشكلة أن الوظائف الصغيرة تعيش في الكلام، لا على الشاشات.',
      affected:
        'الشباب الذين وصلوا قبل أقل من ثلاث سنوات، ولا يعرفون أحدًا يقول عنهم كلمة طيبة. سألنا 27 شخصًا يعملون في المدينة، فقال 17 منهم إنهم سمعوا بوظيفتهم من شخص يعرفونه. ومن لا يعرف أحدًا يقف خارج هذه الدائرة. وأصحاب المحلات أيضًا يتعبون، لأنهم لا يجدون من يساعدهم.',
      evidence:
        'سرنا في ثلاثة شوارع ودخلنا 31 محلًا وسألنا سؤالًا واحدًا: هل تحتاجون إلى مساعدة في الأشهر الثلاثة المقبلة؟ قال 12 صاحب محل نعم أو ربما، وثلاثة منهم فقط كانوا قد نشروا إعلانًا. هذا عدد صغير في مدينة واحدة، وكان ذلك قبل موسم الصيف، فقد تكون النتيجة أقل في الشتاء.',
      proposal:
        'جولة الأبواب: كل يوم اثنين يسير ستة شباب مع دليل من أهل الحي، رجل متقاعد أو صاحبة محل سابقة، في شارع واحد. يقدّم الدليل كل شاب باسمه وبما يجيده. لا سيرة ذاتية ولا استمارة. ومن يهتم به صاحب محل يعود إليه في الأسبوع نفسه ليوم تجربة مدفوع الأجر.',
      authority:
        'يبحث مكتب العمل عن الأدلّاء ويدفع لهم بدل اليوم. وتكتب غرفة الشركات الصغيرة رسالة واحدة إلى المحلات قبل الجولة حتى لا يفاجأ أحد. أما اختيار الشوارع فيكون للشباب أنفسهم، ويجتمعون بعد كل أربع جولات ليقرروا ماذا يتغير. ومن لا يريد أن يستمر يترك مكانه لغيره بلا أسئلة.',
      cost: 'بدل الدليل 60 يورو في اليوم. عشرون جولة في السنة تكلف 1,200 يورو. ونحتاج إلى 400 يورو للتنقل والشاي، و500 يورو لمترجم عند الحاجة. المجموع 2,100 يورو. أما يوم التجربة فيدفعه صاحب المحل. لم نحسب ساعات موظف المكتب، ونقدّرها بأربع ساعات لكل جولة.',
      first_step:
        'نختار شارعين هذا الشهر: شارع الميناء وشارع السوق. لدينا دليلة وافقت، عملت خبازة ثلاثين سنة وتعرف الجميع. نسير أربع جولات، ونكتب بعد كل جولة ثلاثة أرقام: كم بابًا فُتح، وكم موعدًا اتُّفق عليه، وكم شخصًا بدأ العمل. إن كانت الأرقام ضعيفة غيّرنا الشارع أو الساعة.',
    },
  },
  {
    team: 'eerste-werkdag',
    title: 'De eerste dag op één bladzijde',
    language: 'nl',
    sections: {
      problem:
        'Op je eerste werkdag praat iedereen snel, en jij zegt steeds ‘ja’. Een van ons zei ja op de vraag of hij de vriescel kende. Hij stond er twintig minuten in, want hij wist niet hoe de deur openging. Gelukkig liep het goed af. Maar niemand had hem iets laten zien.',
      affected:
        'Iedereen die begint op een plek waar hij de taal nog leert. Wij spraken 18 mensen over hun eerste dag. 13 van hen durfden niets te vragen. 7 wisten na een week nog niet hoe hun leidinggevende heette. Ook de bedrijven hebben er last van: nieuwe mensen stoppen, en dan begint het weer opnieuw.',
      evidence:
        'De 18 gesprekken duurden elk een kwartier. We vroegen ook 6 bedrijven wat zij op de eerste dag doen. Twee hebben een map van meer dan 40 bladzijden. Vier hebben niets op papier. Geen enkel bedrijf heeft iets met plaatjes. Ons onderzoek is klein, en we spraken vooral mensen uit de horeca.',
      proposal:
        'Elk bedrijf maakt samen met ons één bladzijde: acht plaatjes en acht zinnen. Waar is de uitgang, wie bel je als je ziek bent, wat raak je niet aan, met wie eet je vandaag? Een collega loopt het blad met je langs. Aan het eind zeg jij welke zin ontbreekt. Die zin komt er dan bij, ook voor de volgende.',
      authority:
        'Het bedrijf beslist over de inhoud, want het kent de gevaren. Het team Werk en Taal zorgt voor een tekenaar en voor vertalingen. Jongeren die zelf pas begonnen zijn, testen elk blad. Zonder hun handtekening gaat het blad niet naar de muur.',
      cost: 'Een tekenaar rekent 180 euro per bladzijde, dat vroegen we aan twee tekenaars. Een vertaling naar drie talen kost ongeveer 90 euro. Voor dertig bedrijven is dat 8.100 euro. De jongeren die testen krijgen een bon van 25 euro per blad: samen 750 euro.',
      first_step:
        'We beginnen met het hotel waar een van ons werkt. Het blad voor de keuken ligt er al, met potlood getekend. Drie nieuwe mensen lopen het in hun eerste week langs. Daarna vragen we hun wat ze nog weten, en wat ze liever niet hadden geweten.',
    },
  },
  {
    team: 'two-toolboxes',
    title: 'Thursday at the workshop',
    language: 'en',
    sections: {
      problem:
        'A small company needs somebody for three hours on Thursday, to rewire a lamp or to translate a phone call. It does not call that a job. So nobody hears of it, and nobody comes. On the other side sits a person who can do exactly this and has filled in her fifth form about “competences”.',
      affected:
        'Young people with skills but without local papers, and companies with up to nine people. The Chamber of Small Businesses has 900 members. We visited 10 of them. 8 said that small work stays undone each week. We met 15 newcomers with a skill that somebody in these ten companies needed.',
      evidence:
        'Our ten visits and fifteen talks are written down in a table: what is needed, what is there. We found 6 pairs that fit. Two of them met. One is a bakery and a man who repairs ovens; he has been back twice, paid. The other did not work, because the shop wanted him to bring his own tools.',
      proposal:
        'Toolbox Day, every second Thursday: companies bring one small task, people bring what they can do. A short paid task is done on the same day, at the place. The company pays by the hour through an office that takes care of contract and insurance. After three tasks both sides decide about more.',
      authority:
        'The Chamber invites its members. The Desk for Work finds an office that can employ people for single hours, because without it the whole idea is against the rules. A group of five young people runs the day and keeps the table.',
      cost: 'The room in Harbour College is free on Thursdays, we asked. The office takes 8 percent of the wages, paid by the company. A coordinator for six hours every second week costs about 4,700 euro a year. Tools to lend: 1,500 euro once, second-hand. We do not know yet what the insurance costs.',
      first_step:
        'Ask two offices for an offer about insurance, within three weeks. Then one Toolbox Day with the six pairs that we know, as a test. If the insurance is more than one euro an hour, we will say so, and look for another form.',
    },
  },
  {
    team: 'kaartenbak',
    title: 'Een bak vol banen',
    language: 'nl',
    sections: {
      problem:
        'Op websites staan banen in lange zinnen: ‘teamspeler’, ‘hands-on’, ‘marktconform’. Wij hebben ze opgezocht en weten nog steeds niet wat je dan de hele dag doet. En de bakker om de hoek zet niets op internet. Hij zegt: ik heb geen tijd om te schrijven dat ik geen tijd heb.',
      affected:
        'Mensen die wel willen werken, maar niet weten waar ze moeten kijken. We stonden één maandag op de markt en spraken 40 mensen. 22 zochten werk of meer uren. 9 kraamhouders zochten hulp. Ze stonden op hetzelfde plein, en niemand wist het van elkaar.',
      evidence:
        'Onze telling op de markt: 40 gesprekken, één dag, mooi weer. We legden een schoenendoos met lege kaartjes neer. Er kwamen 9 kaartjes in, en 5 mensen belden dezelfde dag. Eén persoon werkt er nu op zaterdag. Meer weten we nog niet, en één dag is geen bewijs.',
      proposal:
        'Een houten kaartenbak op het marktplein, elke maandag. Een bedrijf schrijft één zin: wat doe je, wanneer, voor hoeveel euro. Geen moeilijke woorden. Twee jongeren zitten ernaast met een telefoon. Wil je bellen maar durf je niet? Dan oefenen we eerst samen en bellen we daarna.',
      authority:
        'Het Werkloket vraagt de vergunning voor de plek aan. De marktmeester zegt dat dit kan als de bak niet groter is dan één kraam. De jongeren maken zelf het rooster en beslissen welke kaartjes niet mogen, bijvoorbeeld als er geen loon op staat.',
      cost: 'De bak maken we in de werkplaats van school: 140 euro aan hout. De plek kost 12 euro per maandag, dus 600 euro per jaar. Twee vrijwilligers krijgen samen 30 euro per keer: 1.500 euro. Een telefoon en beltegoed: 300 euro. Samen is dat 2.540 euro in het eerste jaar.',
      first_step:
        'Acht maandagen proberen, met de schoenendoos als de bak nog niet klaar is. Elke week tellen we kaartjes, telefoontjes en mensen die beginnen. Na acht weken hangen we de cijfers op de markt, ook als ze tegenvallen. Dan beslissen we samen met de marktmeester of we doorgaan.',
    },
  },
  {
    team: 'tea-and-tools',
    title: 'Names on things',
    language: 'en',
    sections: {
      problem:
        'In the garage they say “give me the thing”. There are two hundred things. You learn by giving the wrong one, and people laugh, not in a bad way, but you stop asking. After half a year one of us knew every tool by hand and none by name. So he could not write a single order.',
      affected:
        'People who learn a trade by watching: in garages, kitchens, gardens and on building sites. It is also a question of safety. When somebody shouts the name of a thing that is falling, you should know that name. We asked 11 people in three workplaces, and 8 could not name five things they had used that day.',
      evidence:
        'Our test: we put labels on 60 tools in one garage, in Dutch, English and Ukrainian. After two weeks we took the labels off and asked. Four workers knew 12 names on average before, and 41 after. The boss knew 23 Ukrainian words. He is proud of it and uses them with customers.',
      proposal:
        'Every company that wants it gets a box: strong labels, a pen that does not wash off, and tea. On the first afternoon everybody walks through the room and labels things together, in the languages of the people who work there. Who knows the word writes it. The boss writes too. Each month ten labels come off.',
      authority:
        'The team Work and Language makes the boxes and gives them away at the desk. Teachers add a list of the hundred most common tools with sound. Workers decide which languages are on the labels. If they want four, there are four.',
      cost: 'One box costs 38 euro: labels 22, pens 9, tea 7. A hundred boxes cost 3,800 euro. Recording a hundred words in five languages takes us a weekend, and the library lends the room. The afternoon is paid work: two hours per person, paid by the company.',
      first_step:
        'Ten boxes for ten companies, five with help from us on the first afternoon and five without. After four weeks we ask for names again. So we learn if the box alone is enough, or if it needs people. We publish the numbers of all ten companies.',
    },
  },
];
