// “Our City, Our Say”: the hackathon that runs, and its four questions with their briefs.
// Nieuwhaven and its offices are invented; facts of real projects are told without their numbers being ours.
import type { Hackathon } from './shapes';

const fortyHours = {
  en: `## What is known

Every newcomer in Nieuwhaven has a right to forty hours to meet people: a buddy, a club, volunteering, a first look at a job. About 620 people start each year, says the team Living Together. The hours are often short visits, one after the other. After a visit most people do not come back. The idea comes from Flanders, where a call for projects asks for at least twenty local labs, ten of them in small towns. There the plan is made to measure: each person chooses what fits. It also says that both sides win. A club finds members, and a newcomer finds people.

## Who decides

The team Living Together of the city plans the hours. The alderman for social affairs signs the plan once a year. Clubs, care homes and companies decide themselves if they open their door. You decide what you tell about yourself, and to whom.

## What cannot change

- Forty hours is the number. It is not more and not less.
- The hours are free for the newcomer.
- The city spends 61,000 euro a year on the visits. A plan may move this money, but not double it.
- Nobody has to tell a club about their papers or their journey.`,
  nl: `## Wat we weten

Elke nieuwkomer in Nieuwhaven heeft recht op veertig uur om mensen te leren kennen: een buddy, een club, vrijwilligerswerk, een eerste blik op een baan. Elk jaar beginnen ongeveer 620 mensen, zegt het team Samen Leven. De uren zijn vaak korte bezoeken, het ene na het andere. Na een bezoek komen de meeste mensen niet terug. Het idee komt uit Vlaanderen. Daar vraagt een oproep om minstens twintig lokale proeven, waarvan tien in kleine gemeenten. Het plan is daar maatwerk: iedereen kiest wat past. Beide kanten winnen ermee. Een club vindt leden, en een nieuwkomer vindt mensen.

## Wie beslist

Het team Samen Leven van de stad plant de uren. De wethouder voor sociale zaken tekent het plan één keer per jaar. Clubs, zorghuizen en bedrijven beslissen zelf of ze hun deur openen. Jij beslist wat je over jezelf vertelt, en aan wie.

## Wat niet kan veranderen

- Het zijn veertig uur. Niet meer en niet minder.
- De uren zijn gratis voor de nieuwkomer.
- De stad geeft per jaar 61.000 euro uit aan de bezoeken. Een plan mag met dit geld schuiven, maar mag niet twee keer zo duur zijn.
- Niemand hoeft een club iets te vertellen over papieren of over de reis.`,
  ar: `## ما نعرفه

لكل قادم جديد في نيوهافن حق في أربعين ساعة للتعرف على الناس: رفيق، أو نادٍ، أو عمل تطوعي، أو نظرة أولى على مهنة. يقول فريق «العيش معًا» إن نحو 620 شخصًا يبدؤون هذه الساعات كل عام. وغالبًا ما تكون الساعات زيارات قصيرة، واحدة بعد الأخرى. وبعد الزيارة لا يعود معظم الناس. جاءت الفكرة من إقليم فلاندرز، حيث تطلب دعوة للمشاريع عشرين تجربة محلية على الأقل، عشر منها في بلدات صغيرة. هناك توضع الخطة على قياس كل شخص، فيختار ما يناسبه. والفائدة للطرفين: يجد النادي أعضاء، ويجد القادم الجديد ناسًا يعرفهم.

## من يقرر

يخطط فريق «العيش معًا» في البلدية لهذه الساعات. ويوقّع نائب رئيس البلدية للشؤون الاجتماعية الخطة مرة كل عام. أما النوادي ودور الرعاية والشركات فتقرر بنفسها هل تفتح أبوابها. وأنتم تقررون ماذا تقولون عن أنفسكم، ولمن.

## ما لا يمكن تغييره

- عدد الساعات أربعون، لا أكثر ولا أقل.
- الساعات مجانية للقادم الجديد.
- تنفق المدينة 61,000 يورو سنويًا على الزيارات. يجوز للخطة أن تنقل هذا المال من بند إلى آخر، لكن لا يجوز أن تضاعفه.
- لا يُطلب من أحد أن يخبر ناديًا عن أوراقه أو عن رحلته.`,
};

const youngForYoung = {
  en: `## What is known

In the province of Groningen young people run places where they solve problems for other young people. They are called Jimmy’s. Nobody needs an appointment and nobody opens a file. In the same project newcomers were not only helped: 300 of them took part in local actions that work in two directions. Youth House De Werf wants to learn from this. Last winter it asked 38 visitors whom they talk to first about a problem. 27 of them said a friend, 4 said a teacher, and 2 said an office. The others said nobody. The problems are ordinary ones: a letter they do not understand, a fine, a room that is too small, days without anyone to talk to.

## Who decides

Youth House De Werf decides about its rooms, its opening hours and its budget for activities, 18,000 euro a year. A board of five people meets every month. Two seats on this board are for people under 27, and one of them is empty.

## What cannot change

- A young helper never replaces a doctor, a lawyer or the police. There is always an adult who can be called.
- What somebody tells stays in the house. No names, no lists.
- The house closes at 22:00, because people live above it.
- Helpers are volunteers, but their costs are paid back.`,
  nl: `## Wat we weten

In de provincie Groningen hebben jongeren plekken waar ze problemen oplossen voor andere jongeren. Die plekken heten Jimmy’s. Niemand heeft een afspraak nodig en niemand maakt een dossier. In hetzelfde project kregen nieuwkomers niet alleen hulp. 300 van hen deden mee aan acties die twee kanten op werken. Jongerenhuis De Werf wil hiervan leren. Vorige winter vroeg het huis aan 38 bezoekers met wie ze het eerst praten over een probleem. 27 van hen zeiden een vriend, 4 een docent en 2 een loket. De anderen zeiden: niemand. De problemen zijn heel gewoon: een brief die je niet begrijpt, een boete, een kamer die te klein is, dagen zonder iemand om mee te praten.

## Wie beslist

Jongerenhuis De Werf beslist over de ruimtes, de openingstijden en het geld voor activiteiten: 18.000 euro per jaar. Een bestuur van vijf mensen komt elke maand bij elkaar. Twee plaatsen in het bestuur zijn voor mensen onder de 27. Eén daarvan is leeg.

## Wat niet kan veranderen

- Een jonge helper komt nooit in de plaats van een arts, een advocaat of de politie. Er is altijd een volwassene die je kunt bellen.
- Wat iemand vertelt, blijft in het huis. Geen namen en geen lijsten.
- Het huis sluit om 22.00 uur, omdat er mensen boven wonen.
- Helpers zijn vrijwilligers, maar ze krijgen hun kosten terug.`,
  ar: `## ما نعرفه

في مقاطعة خرونينغن أماكن يديرها شباب ويحلّون فيها مشكلات شباب آخرين، واسمها «جيميز». لا يحتاج أحد إلى موعد، ولا يُفتح ملف لأحد. وفي المشروع نفسه لم يتلقَّ القادمون الجدد المساعدة فقط، بل شارك 300 منهم في أنشطة تفيد الطرفين. يريد بيت الشباب «دي ويرف» أن يتعلم من ذلك. في الشتاء الماضي سأل البيت 38 زائرًا: مع من تتحدث أولًا حين تواجه مشكلة؟ قال 27 منهم: مع صديق، وقال 4: مع معلم، وقال 2: مع مكتب رسمي. أما الباقون فقالوا: لا أحد. والمشكلات عادية: رسالة غير مفهومة، أو مخالفة، أو غرفة ضيقة، أو أيام تمر بلا حديث مع أحد.

## من يقرر

يقرر بيت الشباب «دي ويرف» في شأن غرفه ومواعيد فتحه وميزانية أنشطته، وهي 18,000 يورو سنويًا. ويجتمع كل شهر مجلس إدارة من خمسة أشخاص، فيه مقعدان لمن هم دون السابعة والعشرين، وأحدهما شاغر.

## ما لا يمكن تغييره

- لا يحل المساعد الشاب أبدًا محل الطبيب أو المحامي أو الشرطة. هناك دائمًا شخص بالغ يمكن الاتصال به.
- ما يقوله الشخص يبقى داخل البيت. لا أسماء ولا قوائم.
- يغلق البيت في الساعة 22:00 لأن هناك سكانًا فوقه.
- المساعدون متطوعون، لكن نفقاتهم تُرد إليهم.`,
};

const myDiploma = {
  en: `## What is known

Many people bring a diploma or years of study to Nieuwhaven. We asked 41 of them. 26 said that a school or an employer did not accept their diploma in the first year. In interviews 12 people told us how long they waited for an official answer: between 7 and 14 months. In that time most of them worked below their level. Countries in Europe compare how they do this and learn from each other. The European action plan for 2021 to 2027 names the recognition of qualifications as one of its tasks. There are also free online courses for newcomers, but the university college gives no points for them yet.

## Who decides

The university college decides who may enter a course and which parts somebody may skip. Its examination board meets six times a year. An employer decides who gets a job. For protected professions, such as nurse or electrician, the law decides and a national office checks.

## What cannot change

- The rules for protected professions are national. A city cannot change them.
- Nobody can be asked for a paper that is impossible to get. Then there must be another way to show what you know.
- The examination board keeps the last word, and it must give reasons.
- Teachers have no extra hours this school year.`,
  nl: `## Wat we weten

Veel mensen nemen een diploma of jaren studie mee naar Nieuwhaven. We vroegen het aan 41 van hen. 26 zeiden dat een school of werkgever hun diploma in het eerste jaar niet erkende. In gesprekken vertelden 12 mensen hoelang ze op een officieel antwoord wachtten: tussen 7 en 14 maanden. In die tijd werkten de meesten onder hun niveau. Landen in Europa vergelijken hoe ze dit doen en leren van elkaar. Het Europese actieplan voor 2021 tot 2027 noemt het erkennen van diploma’s als een taak. Er zijn ook gratis cursussen op internet voor nieuwkomers. De hogeschool geeft er nog geen punten voor.

## Wie beslist

De hogeschool beslist wie aan een opleiding mag beginnen en welke delen iemand mag overslaan. De examencommissie komt zes keer per jaar bij elkaar. Een werkgever beslist wie een baan krijgt. Voor beschermde beroepen, zoals verpleegkundige of elektricien, beslist de wet en controleert een landelijk bureau.

## Wat niet kan veranderen

- De regels voor beschermde beroepen zijn landelijk. Een stad kan ze niet veranderen.
- Niemand mag vragen om een papier dat je niet kunt krijgen. Dan moet er een andere manier zijn om te laten zien wat je kunt.
- De examencommissie heeft het laatste woord, en ze moet haar redenen geven.
- Docenten krijgen dit schooljaar geen extra uren.`,
  ar: `## ما نعرفه

يأتي كثيرون إلى نيوهافن ومعهم شهادة أو سنوات من الدراسة. سألنا 41 شخصًا منهم، فقال 26 إن مدرسة أو صاحب عمل لم يقبل شهادتهم في السنة الأولى. وفي المقابلات أخبرنا 12 شخصًا كم انتظروا جوابًا رسميًا: بين 7 أشهر و14 شهرًا. في تلك المدة عمل معظمهم دون مستواهم. تقارن الدول الأوروبية طرقها في هذا الأمر ويتعلم بعضها من بعض. وتذكر خطة العمل الأوروبية للأعوام 2021 إلى 2027 الاعتراف بالمؤهلات بين مهامها. وهناك أيضًا دورات مجانية على الإنترنت للقادمين الجدد، لكن الجامعة لا تحتسب لها نقاطًا حتى الآن.

## من يقرر

تقرر جامعة نيوهافن للعلوم التطبيقية من يُقبل في دراسة ما، وأي أجزاء يمكن إعفاؤه منها. وتجتمع لجنة الامتحانات ست مرات في السنة. ويقرر صاحب العمل من يحصل على الوظيفة. أما المهن المحمية، مثل التمريض وأعمال الكهرباء، فالقرار فيها للقانون، ويدقق فيها مكتب وطني.

## ما لا يمكن تغييره

- قواعد المهن المحمية وطنية، ولا تستطيع مدينة أن تغيّرها.
- لا يجوز أن يُطلب من أحد ورقة يستحيل عليه الحصول عليها. عندئذ يجب أن توجد طريقة أخرى ليثبت ما يعرفه.
- الكلمة الأخيرة للجنة الامتحانات، وعليها أن تذكر أسبابها.
- ليس لدى المعلمين ساعات إضافية في هذا العام الدراسي.`,
};

const seat = {
  en: `## What is known

The city council of Nieuwhaven asks residents for advice, mostly in the evening and on paper. In the last year the council counted 214 letters of advice. Only 3 came from a group in which young migrants had a part. When we asked 22 young people why, 15 said: “I did not know that they asked.” A European project with NGOs, municipalities and universities wants something else: consultative bodies of young migrants, locally and in Europe, with an equal part from the decision to what happens after it. It also wants indicators that anyone can understand, to see if such a group changes anything.

## Who decides

The council has 31 members and decides in public on the second Thursday of the month. A group gives advice; the council does not have to follow it. But the rules of the council say: advice from a recognised group gets a written answer. Which group is recognised is decided by the council itself, with a simple majority.

## What cannot change

- Only elected members vote in the council. This is law.
- Meetings of the council are open to everybody, and what is said there is written down.
- Members of a group must not be asked about their residence status.
- There is money for one advisory group more: 9,500 euro a year.`,
  nl: `## Wat we weten

De gemeenteraad van Nieuwhaven vraagt inwoners om advies, meestal ’s avonds en op papier. Vorig jaar telde de raad 214 adviezen. Maar 3 daarvan kwamen van een groep waarin jonge migranten meededen. We vroegen aan 22 jongeren hoe dat komt. 15 van hen zeiden: ‘Ik wist niet dat ze het vroegen.’ Een Europees project met organisaties, gemeenten en universiteiten wil iets anders: adviesgroepen van jonge migranten, in de stad en in Europa. Zij doen gelijk mee, van het besluit tot wat er daarna gebeurt. Het project wil ook cijfers die iedereen begrijpt. Dan kun je zien of zo’n groep iets verandert.

## Wie beslist

De raad heeft 31 leden en beslist in het openbaar, op de tweede donderdag van de maand. Een groep geeft advies. De raad hoeft dat niet te volgen. Maar in de regels van de raad staat: advies van een erkende groep krijgt een geschreven antwoord. De raad beslist zelf welke groep erkend is, met meer dan de helft van de stemmen.

## Wat niet kan veranderen

- Alleen gekozen leden stemmen in de raad. Dat is de wet.
- De vergaderingen zijn voor iedereen open, en wat er gezegd wordt, wordt opgeschreven.
- Niemand mag aan leden van een groep vragen welke verblijfsstatus ze hebben.
- Er is geld voor één adviesgroep extra: 9.500 euro per jaar.`,
  ar: `## ما نعرفه

يطلب مجلس مدينة نيوهافن رأي السكان، ويكون ذلك غالبًا في المساء وعلى الورق. في العام الماضي أحصى المجلس 214 رسالة رأي، ثلاث منها فقط جاءت من مجموعات يشارك فيها شباب مهاجرون. سألنا 22 شابًا وشابة عن السبب، فقال 15: «لم أكن أعرف أنهم يسألون». ويريد مشروع أوروبي تشارك فيه جمعيات وبلديات وجامعات شيئًا آخر: هيئات استشارية من الشباب المهاجرين، محليًا وأوروبيًا، تشارك على قدم المساواة من القرار حتى ما يأتي بعده. ويريد المشروع أيضًا مؤشرات يفهمها الجميع، حتى نرى هل تغيّر مثل هذه المجموعة شيئًا.

## من يقرر

يتكون المجلس من 31 عضوًا، ويقرر علنًا في ثاني خميس من كل شهر. تقدّم المجموعة رأيها، ولا يلزم المجلس أن يأخذ به. لكن نظام المجلس يقول: لكل رأي من مجموعة معترف بها جواب مكتوب. والمجلس نفسه يقرر، بالأغلبية البسيطة، أي مجموعة يعترف بها.

## ما لا يمكن تغييره

- لا يصوّت في المجلس إلا الأعضاء المنتخبون. هذا هو القانون.
- اجتماعات المجلس مفتوحة للجميع، وما يقال فيها يُدوَّن.
- لا يجوز أن يُسأل أعضاء المجموعة عن وضع إقامتهم.
- يوجد مال لمجموعة استشارية واحدة إضافية: 9,500 يورو سنويًا.`,
};

export const ourCity: Hackathon = {
  slug: 'our-city',
  title: { en: 'Our City, Our Say', nl: 'Onze stad, onze stem', ar: 'مدينتنا، كلمتنا' },
  in_short: {
    en: 'A city asks four questions. You know things the city does not know. Write a proposal with your team. The city must answer in public.',
    nl: 'Een stad stelt vier vragen. Jij weet dingen die de stad niet weet. Schrijf een voorstel met je team. De stad moet in het openbaar antwoorden.',
    ar: 'أربعة أسئلة من مدينة. أنتم تعرفون ما لا تعرفه المدينة. اكتبوا اقتراحًا مع فريقكم، وعلى المدينة أن تجيب علنًا.',
  },
  challenges: [
    {
      slug: 'forty-hours',
      title: {
        en: 'Forty hours that build a network',
        nl: 'Veertig uur die een netwerk bouwen',
        ar: 'أربعون ساعة تبني شبكة',
      },
      question: {
        en: 'Who will still know my name after forty hours?',
        nl: 'Wie weet na veertig uur nog hoe ik heet?',
        ar: 'من سيظل يعرف اسمي بعد أربعين ساعة؟',
      },
      in_short: {
        en: 'New people in the city get 40 hours to meet others: a buddy, a club, a first job. What must happen in these hours, so that a network stays?',
        nl: 'Nieuwe mensen in de stad krijgen 40 uur om anderen te leren kennen: een buddy, een club, een eerste baan. Wat moet er in die uren gebeuren, zodat er een netwerk blijft?',
        ar: 'يحصل القادمون الجدد على أربعين ساعة للتعرف على الناس: رفيق، نادٍ، عمل أول. ماذا يجب أن يحدث في هذه الساعات حتى تبقى الشبكة؟',
      },
      brief: fortyHours,
      asked_by: {
        en: 'City of Nieuwhaven, team Living Together',
        nl: 'Gemeente Nieuwhaven, team Samen Leven',
        ar: 'مدينة نيوهافن، فريق «العيش معًا»',
      },
    },
    {
      slug: 'young-for-young',
      title: {
        en: 'Young people solve it for young people',
        nl: 'Jongeren lossen het op voor jongeren',
        ar: 'الشباب يجدون الحل للشباب',
      },
      question: {
        en: 'Whom do I ask before my small problem becomes a big one?',
        nl: 'Wie vraag ik om hulp, voordat mijn kleine probleem groot wordt?',
        ar: 'من أسأل قبل أن تصبح مشكلتي الصغيرة كبيرة؟',
      },
      in_short: {
        en: 'How can young people help each other before a problem gets big?',
        nl: 'Hoe kunnen jongeren elkaar helpen, voordat een probleem groot wordt?',
        ar: 'كيف يمكن للشباب أن يساعد بعضهم بعضًا قبل أن تكبر المشكلة؟',
      },
      brief: youngForYoung,
      asked_by: { en: 'Youth House De Werf', nl: 'Jongerenhuis De Werf', ar: 'بيت الشباب «دي ويرف»' },
    },
    {
      slug: 'my-diploma-counts',
      title: { en: 'My diploma counts', nl: 'Mijn diploma telt', ar: 'شهادتي لها قيمة' },
      question: {
        en: 'I studied for four years. Why do I start again at zero?',
        nl: 'Ik heb vier jaar gestudeerd. Waarom begin ik hier bij nul?',
        ar: 'درستُ أربع سنوات. لماذا أبدأ هنا من الصفر؟',
      },
      in_short: {
        en: 'I studied before I came. What can schools and employers do, so that my knowledge counts within three months?',
        nl: 'Ik heb gestudeerd voordat ik kwam. Wat kunnen scholen en werkgevers doen, zodat mijn kennis binnen drie maanden telt?',
        ar: 'درستُ قبل أن آتي. ماذا تفعل المدارس وأصحاب العمل حتى يُعترف بما أعرفه خلال ثلاثة أشهر؟',
      },
      brief: myDiploma,
      asked_by: {
        en: 'Nieuwhaven University College',
        nl: 'Hogeschool Nieuwhaven',
        ar: 'جامعة نيوهافن للعلوم التطبيقية',
      },
    },
    {
      slug: 'a-seat-at-the-table',
      title: { en: 'A seat at the table', nl: 'Een plaats aan tafel', ar: 'مقعد على الطاولة' },
      question: {
        en: 'They talk about us every month. When do they talk with us?',
        nl: 'Ze praten elke maand over ons. Wanneer praten ze met ons?',
        ar: 'يتحدثون عنا كل شهر. متى يتحدثون معنا؟',
      },
      in_short: {
        en: 'Which group of young migrants should the city council listen to, every month, and how?',
        nl: 'Naar welke groep jonge migranten moet de gemeenteraad elke maand luisteren, en hoe?',
        ar: 'إلى أي مجموعة من الشباب المهاجرين يجب أن يستمع مجلس المدينة كل شهر، وكيف؟',
      },
      brief: seat,
      asked_by: {
        en: 'City council of Nieuwhaven',
        nl: 'Gemeenteraad van Nieuwhaven',
        ar: 'مجلس مدينة نيوهافن',
      },
    },
  ],
};
