// The five proposals of “First Voices”, as they were handed in.
import type { Submission } from './shapes';

export const firstVoicesSubmissions: Submission[] = [
  {
    team: 'night-bus',
    title: 'Night buses until 2:00',
    language: 'en',
    sections: {
      problem:
        'The last bus of line 48 leaves the harbour at 23:10. Two of us finish work in a kitchen at 23:30, and one plays in a band that stops at 23:00. So we walk 70 minutes, or we do not go. “After six” is not only a question of open doors. It is also a question of how you get home.',
      affected:
        'People who work late, and people who would like to meet others late. At the stop we met cooks, nurses, students and a grandfather from the choir. Half of them were born here. That surprised us: the last bus is a problem that we share.',
      evidence:
        'On three evenings we stood at the last stop after 23:10 and asked 30 people. 21 were coming from work. 17 said that they had refused an evening with friends in that week because of the bus. In all we counted 64 people waiting. All three evenings were dry. We do not know what happens in the rain.',
      proposal:
        'Two lines, 48 and 12, run every hour until 2:00 on Fridays and Saturdays. The driver stops between two stops if you ask, so that the way home is short. A group of six passengers, half of them under 26, looks at the numbers every two months and can move the times.',
      authority:
        'The team Neighbourhoods orders the service. The bus company plans the drivers, and the contract allows small changes once a year. The passenger group is chosen by lot from everybody who leaves a name in the bus. It decides about times, not about money.',
      cost: 'We asked the depot. One bus hour at night costs about 95 euro. Two lines, three hours, two nights are 12 hours a week: 1,140 euro. A test of thirty weeks costs 34,200 euro. We expect 2.50 euro each from about 40 people a night, so 6,000 euro come back. This is a guess.',
      first_step:
        'A test of eight weeks on line 48 only, on Saturdays. Count the people who get on after 23:10, in the bus and not by survey. If it is fewer than 20 a night, stop, and give the money to somebody else from this hackathon.',
    },
  },
  {
    team: 'open-kitchen',
    title: 'De schoolkeuken blijft open',
    language: 'nl',
    sections: {
      problem:
        'In onze wijk is één café en daar kost een kop soep zeven euro. Wie geen geld wil uitgeven, blijft thuis. Toch staat er honderd meter verder een grote schoolkeuken, met twaalf pitten en een lange tafel. Na vier uur gaat het licht uit.',
      affected:
        'Jonge mensen in kleine kamers, zonder oven en zonder tafel voor meer dan twee. En buren die alleen eten. We spraken 25 mensen in de straat rond de school. 16 van hen eten vijf of meer avonden alleen. De oudste was 83, de jongste 19.',
      evidence:
        'We mochten van de conciërge twee avonden koken. De eerste keer kwamen er 11 mensen, de tweede keer 26. Van die 26 kenden er 19 niemand aan tafel. We vroegen niet waar iemand vandaan komt, dus dat weten we niet. De school telde daarna: er was niets kapot.',
      proposal:
        'Drie avonden per week is de schoolkeuken open van zes tot tien. Elke avond is er een kookploeg van vier: twee mensen die hier nieuw zijn en twee die hier al lang wonen. De ploeg kiest het eten. Wie eet, wast af. Betalen doe je in een pot, en niemand kijkt.',
      authority:
        'De school is de baas van het gebouw, de stad is eigenaar. Samen moeten ze ja zeggen. De kookploegen beslissen over het eten en over de pot. Eén keer per maand zitten ze met de conciërge aan tafel, want hij kent het gebouw.',
      cost: 'De stroom en het water kosten volgens de school ongeveer 14 euro per avond. Schoonmaak: 30 euro. Drie avonden in 40 weken is 5.280 euro. Op onze twee avonden zat er 2,10 euro per persoon in de pot. Daarvan konden we bijna alle boodschappen betalen.',
      first_step:
        'Zes weken proberen, alleen op donderdag. We schrijven op hoeveel mensen komen en hoeveel er terugkomen. Dat tweede getal is het belangrijkst. De conciërge beslist na zes weken als eerste of het doorgaat. Daarna vragen we de buren aan de overkant of ze last hadden van geluid.',
    },
  },
  {
    team: 'first-letter',
    title: 'ورقة أولى واحدة',
    language: 'ar',
    sections: {
      problem:
        'في أسبوعي الأول وصلتني تسع رسائل. فتحتُ أجملها ورقًا، وكانت إعلانًا عن مطابخ. أما الرسالة المهمة فكانت رمادية، وفيها موعد فاتني. ليست المشكلة في اللغة وحدها، فالترجمة الآلية في الهاتف تساعد. المشكلة أننا لا نعرف أي رسالة تطلب منا شيئًا، وأيها للعلم فقط.',
      affected:
        'كل ساكن جديد في أول مئة يوم، وخصوصًا من يسكن وحده وليس عنده من يسأله. وحتى زميلنا الذي وُلد هنا لم يفهم ثلاثًا من رسائلنا. والموظفون متضررون أيضًا: قالت لنا موظفة إن نصف من يقفون عند شباكها يحملون رسالة ويسألون: ماذا تريدون مني؟',
      evidence:
        'أحضر 24 شخصًا 261 رسالة، وقرأناها كلها مع معلمة لغة. 58 رسالة فقط كانت تطلب فعل شيء قبل موعد محدد، وفي 40 منها كان الموعد في الصفحة الثانية. هذه رسائل من مدينة واحدة، وقد يكون بعض الناس قد نسوا رسائل في بيوتهم.',
      proposal:
        'مع كل رسالة تطلب شيئًا تأتي ورقة أولى صفراء، فيها أربعة أسطر: ماذا تفعل؟ حتى متى؟ أين؟ ومن تسأل؟ وعليها رمز يُسمِعك النص بسبع لغات. أما الرسائل التي للعلم فقط فتبقى بيضاء. قبل أن تُرسل أي ورقة جديدة يقرؤها خمسة شباب من القادمين الجدد، ومن حقهم أن يعيدوها.',
      authority:
        'يبدأ مكتب السكان برسائله، وهي نحو نصف ما جمعناه. ثم تدعو المدينة المكاتب الأخرى. يتغير القراء الخمسة كل ستة أشهر، وتُنشر أسباب رفضهم لأي ورقة حتى يتعلم منها من يكتب. ويقرر القراء أنفسهم في أي مكان وفي أي وقت يجتمعون، وتختار المدينة موظفًا واحدًا يجيب عن أسئلتهم.',
      cost: 'سألنا مطبعة: الورقة الصفراء تكلف 4 سنتات. إن أرسل المكتب 18,000 رسالة في السنة كانت التكلفة 720 يورو. تسجيل الصوت بسبع لغات يكلف نحو 3,500 يورو مرة واحدة. ولكل قارئ 25 يورو عن كل جلسة: خمسة قراء في 12 جلسة، أي 1,500 يورو في السنة.',
      first_step:
        'نختار الرسائل الثلاث التي تسبب أكثر الأسئلة عند الشباك، ونكتب لها ورقة أولى خلال شهر. ونعدّ عند شباك واحد كم شخصًا يسأل «ماذا تريدون مني؟» قبل الورقة وبعدها. إن بقي العدد كما هو، سألنا الناس ماذا ينقص الورقة، وكتبناها مرة ثانية قبل أن نطبع شيئًا آخر.',
    },
  },
  {
    team: 'new-neighbours',
    title: 'Somebody who waits with you',
    language: 'en',
    sections: {
      problem:
        'At the Residents’ Desk you take a number and wait 50 minutes. You practise your sentence. Then the number comes, you forget the sentence, and after four minutes you are outside again with half an answer. The time before the counter is lost, and it could be the best time of the day.',
      affected:
        'People in their first hundred days, and the six people behind the counters. We talked to 20 visitors in two mornings. 12 had been there before with the same question. One woman came for the fourth time and brought cake, because by now they know each other.',
      evidence:
        'Our 20 talks, and our own count: in two mornings 131 people waited, 50 minutes on average. With permission one of us sat in the waiting room and offered to practise. 9 people said yes. 8 of them told us afterwards that they got a full answer. We did not ask the others, so we cannot compare.',
      proposal:
        'Waiting neighbours: young people who were new themselves sit in the waiting room on two mornings a week. They practise the question with you and help to find the right paper. They do not give legal advice and do not go to the counter with you, unless you ask for it.',
      authority:
        'The Residents’ Desk lends two chairs and a sign, and trains the neighbours for one afternoon. The neighbours choose their coordinator and can stop at any time. What they hear they keep to themselves, and they sign for that. Who breaks this rule has to stop.',
      cost: 'Two neighbours, two mornings, 44 weeks: 176 mornings at 20 euro are 3,520 euro. Training and coffee: 600 euro. If each of ten people needs one visit less, the desk saves about four minutes each. We did not turn this into money, because we do not know what a minute costs.',
      first_step:
        'Four weeks with four neighbours, all from our language class. A box at the exit asks one question: did you get your answer? Green or red stone. We compare mornings with neighbours and mornings without, and show the stones to everybody.',
    },
  },
  {
    team: 'red-umbrella',
    title: 'De rode paraplu',
    language: 'nl',
    sections: {
      problem:
        'Je loopt door de stad en hebt een kleine vraag. Moet ik achter in de bus instappen? Is dit de rij? Je vraagt het niet, want iedereen heeft haast. Zo wordt een dag vol kleine vragen een dag waarop je niemand hebt gesproken.',
      affected:
        'Iedereen die hier nieuw is, ook studenten en mensen uit een andere stad. Wij vroegen het aan 12 mensen uit onze klas. Zij telden een dag lang hun kleine vragen. Samen waren het er 71, en 14 daarvan hebben ze gesteld.',
      evidence:
        'De telling van 12 mensen op één dag. We liepen ook zelf twee uur met een rode paraplu door de winkelstraat. 6 mensen vroegen iets, 3 van hen woonden hier al hun hele leven. Zij vroegen waarom we met een paraplu liepen in de zon. Het is dus nog geen bewijs, maar het was wel gezellig.',
      proposal:
        'Op zaterdag lopen tien mensen met een rode paraplu door de stad. Wie een paraplu ziet, mag alles vragen, in elke taal. De helft van de dragers is hier nieuw: ook zij geven antwoord, want na een jaar weet je veel. De vragen schrijven ze op, zonder namen.',
      authority:
        'De stad leent de paraplu’s uit bij de bibliotheek. De dragers maken zelf het rooster. Eén keer per maand krijgt de Balie voor Inwoners de lijst met vragen. Wat vaak terugkomt, moet ergens beter op een bord staan. De balie vertelt ons welk bord.',
      cost: 'Tien rode paraplu’s kosten 150 euro. Een kop koffie voor tien mensen op 40 zaterdagen is 1.000 euro. Iemand van de bibliotheek heeft er een uur per week werk aan. Wat dat uur kost, hebben we nog niet gevraagd. Dat doen we nog.',
      first_step:
        'Vier zaterdagen met vijf paraplu’s, ook als de zon schijnt. We tellen de vragen en vragen aan elke drager: wil je nog een keer? Als minder dan drie dragers ja zeggen, stoppen we. Zeggen ze alle vijf ja, dan vragen we de bibliotheek om de andere paraplu’s.',
    },
  },
];
