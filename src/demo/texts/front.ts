// What the front page says in a minute: what this is, what happens with a proposal, who does what.
import type { Localized } from './shapes';

export const whatThisIs: Localized = {
  en: 'Inquiry Lab is an online hackathon. Young migrants of 19 to 26 form teams, investigate a question of their city and write a proposal with experts. The city answers in public.',
  nl: 'Inquiry Lab is een hackathon op internet. Jonge migranten van 19 tot en met 26 jaar vormen teams. Ze onderzoeken een vraag van hun stad en schrijven met experts een voorstel. De stad antwoordt in het openbaar.',
  ar: 'Inquiry Lab هاكاثون على الإنترنت. شباب مهاجرون بين 19 و26 عامًا يكوّنون فرقًا، ويبحثون في سؤال تطرحه مدينتهم، ويكتبون اقتراحًا بمساعدة خبراء. ثم تجيب المدينة علنًا.',
};

export const whatHappensWithOurProposal: Localized[] = [
  {
    en: 'You write with 2 to 5 people, and experts help in your room.',
    nl: 'Je schrijft met 2 tot 5 mensen, en experts helpen in jullie kamer.',
    ar: 'تكتبون في فريق من شخصين إلى خمسة أشخاص، ويساعدكم خبراء في غرفتكم.',
  },
  {
    en: 'A jury reads every proposal, and each team gets written feedback.',
    nl: 'Een jury leest elk voorstel, en elk team krijgt een geschreven reactie.',
    ar: 'تقرأ لجنة التحكيم كل اقتراح، ويحصل كل فريق على ملاحظات مكتوبة.',
  },
  {
    en: 'The best ideas go to the city, and the city says yes or no with its reasons.',
    nl: 'De beste ideeën gaan naar de stad, en de stad zegt ja of nee en noemt de redenen.',
    ar: 'تذهب أفضل الأفكار إلى المدينة، وتجيب المدينة بنعم أو لا مع ذكر الأسباب.',
  },
  {
    en: 'After that you can follow here what the city really does.',
    nl: 'Daarna kun je hier volgen wat de stad echt doet.',
    ar: 'بعد ذلك يمكنكم أن تتابعوا هنا ما تفعله المدينة حقًا.',
  },
];

export const roles: {
  role: 'participant' | 'expert' | 'juror' | 'organiser' | 'authority';
  text: Localized;
}[] = [
  {
    role: 'participant',
    text: {
      en: 'You are 19 to 26 and know what it is to be new here. With your team you collect evidence and write a proposal.',
      nl: 'Je bent 19 tot en met 26 jaar en weet hoe het is om hier nieuw te zijn. Met je team verzamel je bewijs en schrijf je een voorstel.',
      ar: 'عمرك بين 19 و26 عامًا، وتعرف معنى أن تكون جديدًا هنا. مع فريقك تجمع الأدلة وتكتب اقتراحًا.',
    },
  },
  {
    role: 'expert',
    text: {
      en: 'You know a subject: money, schools, clubs, law. You help in the team’s room and give advice, but the team decides.',
      nl: 'Je weet veel van een onderwerp: geld, school, clubs of de wet. Je helpt in de kamer van het team en geeft advies, maar het team beslist.',
      ar: 'لديك خبرة في مجال ما: المال أو المدارس أو النوادي أو القانون. تساعد الفريق في غرفته وتقدّم النصح، لكن القرار للفريق.',
    },
  },
  {
    role: 'juror',
    text: {
      en: 'You read proposals and score them with worded levels. You write feedback to every team you read, and you never score a team you helped.',
      nl: 'Je leest voorstellen en geeft punten aan de hand van zinnen. Je schrijft een reactie aan elk team dat je leest, en een team dat je hebt geholpen beoordeel je nooit.',
      ar: 'تقرأ الاقتراحات وتقيّمها بمستويات موصوفة بالكلمات. تكتب ملاحظات لكل فريق تقرأ له، ولا تقيّم أبدًا فريقًا ساعدته.',
    },
  },
  {
    role: 'organiser',
    text: {
      en: 'You set the dates, invite people and make sure nobody stays without a team. You publish the result, and every change you make can be seen.',
      nl: 'Je bepaalt de data, nodigt mensen uit en zorgt dat niemand zonder team blijft. Je maakt de uitslag bekend, en iedereen kan zien wat je verandert.',
      ar: 'تحدّد المواعيد وتدعو الناس وتحرص على ألا يبقى أحد بلا فريق. تنشر النتيجة، ويستطيع الجميع رؤية كل تغيير تقوم به.',
    },
  },
  {
    role: 'authority',
    text: {
      en: 'You speak for the city or the school that asked the question. You answer proposals in public, with a decision and the reasons for it.',
      nl: 'Je spreekt namens de stad of de school die de vraag heeft gesteld. Je antwoordt in het openbaar op voorstellen, met een besluit en de redenen ervoor.',
      ar: 'تتحدث باسم المدينة أو المدرسة التي طرحت السؤال. تجيب عن الاقتراحات علنًا، بقرار وبأسباب هذا القرار.',
    },
  },
];
