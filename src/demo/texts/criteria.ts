// What the juries score, with a sentence for every level. The hackathons choose from these.
import type { Criterion } from './shapes';

const problem: Criterion = {
  key: 'problem',
  title: { en: 'The problem is understood', nl: 'Het probleem is begrepen', ar: 'المشكلة مفهومة' },
  weight: 25,
  levels: {
    1: {
      en: 'We read an opinion. We do not learn who has the problem.',
      nl: 'We lezen een mening. We weten niet wie het probleem heeft.',
      ar: 'نقرأ رأيًا، ولا نعرف من يعاني من المشكلة.',
    },
    2: {
      en: 'It says who has the problem, but not how the team knows.',
      nl: 'Er staat wie het probleem heeft, maar niet hoe het team dat weet.',
      ar: 'يذكر من يعاني من المشكلة، ولا يذكر كيف عرف الفريق ذلك.',
    },
    3: {
      en: 'It says who has the problem and gives at least one source.',
      nl: 'Er staat wie het probleem heeft, met minstens één bron.',
      ar: 'يذكر من يعاني من المشكلة، مع مصدر واحد على الأقل.',
    },
    4: {
      en: 'People and numbers tell the same story, and the cause is named.',
      nl: 'Mensen en cijfers vertellen hetzelfde verhaal, en de oorzaak staat erbij.',
      ar: 'يقول الناس والأرقام الشيء نفسه، والسبب مذكور.',
    },
    5: {
      en: 'We learned something that the city did not know before.',
      nl: 'We leren iets dat de stad nog niet wist.',
      ar: 'تعلّمنا شيئًا لم تكن المدينة تعرفه من قبل.',
    },
  },
};

const works: Criterion = {
  key: 'works',
  title: { en: 'The idea can work', nl: 'Het idee kan werken', ar: 'الفكرة قابلة للتنفيذ' },
  weight: 35,
  levels: {
    1: {
      en: 'It is a wish. Nobody knows who does it.',
      nl: 'Het is een wens. Niemand weet wie het doet.',
      ar: 'هي أمنية، ولا أحد يعرف من سينفذها.',
    },
    2: {
      en: 'It says who, but not how or when.',
      nl: 'Er staat wie, maar niet hoe of wanneer.',
      ar: 'يذكر من ينفذ، ولا يذكر كيف أو متى.',
    },
    3: {
      en: 'It says who, how and when. Costs are rough.',
      nl: 'Er staat wie, hoe en wanneer. De kosten zijn een schatting.',
      ar: 'يذكر من ينفذ وكيف ومتى، والتكاليف تقريبية.',
    },
    4: {
      en: 'A city team could start with it. Costs have a source.',
      nl: 'Een team van de stad kan ermee beginnen. De kosten hebben een bron.',
      ar: 'يستطيع فريق في المدينة أن يبدأ به، وللتكاليف مصدر.',
    },
    5: {
      en: 'It was tried in a small way, and it says what happened.',
      nl: 'Het is in het klein geprobeerd, en er staat wat er gebeurde.',
      ar: 'جُرّبت الفكرة على نطاق صغير، ويذكر النص ما حدث.',
    },
  },
};

const say: Criterion = {
  key: 'say',
  title: {
    en: 'Young people have a real say',
    nl: 'Jongeren beslissen echt mee',
    ar: 'للشباب كلمة حقيقية',
  },
  weight: 25,
  levels: {
    1: {
      en: 'Things are done for young people, not with them.',
      nl: 'Er wordt iets voor jongeren gedaan, niet met hen.',
      ar: 'تُنفَّذ الأشياء من أجل الشباب، لا معهم.',
    },
    2: {
      en: 'Young people are asked once, at the beginning.',
      nl: 'Jongeren mogen één keer iets zeggen, aan het begin.',
      ar: 'يُسأل الشباب مرة واحدة، في البداية.',
    },
    3: {
      en: 'Young people help to make it and to carry it out.',
      nl: 'Jongeren helpen om het te maken en uit te voeren.',
      ar: 'يساعد الشباب في إعداد الفكرة وفي تنفيذها.',
    },
    4: {
      en: 'Young people decide about a part, and it says which part.',
      nl: 'Jongeren beslissen over een deel, en er staat welk deel.',
      ar: 'يقرر الشباب في جزء منها، وهذا الجزء مذكور.',
    },
    5: {
      en: 'Young people decide from the first step to the last, with money or a vote.',
      nl: 'Jongeren beslissen van de eerste tot de laatste stap, met geld of met een stem.',
      ar: 'يقرر الشباب من أول خطوة إلى آخرها، بميزانية أو بصوت.',
    },
  },
};

const readable: Criterion = {
  key: 'readable',
  title: { en: 'Easy to read', nl: 'Makkelijk te lezen', ar: 'سهل القراءة' },
  weight: 15,
  levels: {
    1: {
      en: 'We had to guess what the team wants.',
      nl: 'We moesten raden wat het team wil.',
      ar: 'اضطررنا إلى أن نخمّن ما يريده الفريق.',
    },
    2: {
      en: 'We understood it after a second reading.',
      nl: 'We begrepen het toen we het nog een keer lazen.',
      ar: 'فهمناه بعد قراءة ثانية.',
    },
    3: {
      en: 'It is clear. Some words need an explanation.',
      nl: 'Het is duidelijk. Sommige woorden hebben uitleg nodig.',
      ar: 'النص واضح، وبعض الكلمات تحتاج إلى شرح.',
    },
    4: {
      en: 'It is clear from the first line to the last.',
      nl: 'Het is duidelijk van de eerste tot de laatste regel.',
      ar: 'النص واضح من أول سطر إلى آخر سطر.',
    },
    5: {
      en: 'A neighbour could read it and tell it to somebody else.',
      nl: 'Een buurvrouw kan het lezen en aan iemand anders vertellen.',
      ar: 'يستطيع أي جار أن يقرأه وأن يحكيه لغيره.',
    },
  },
};

const numbers: Criterion = {
  key: 'numbers',
  title: { en: 'The numbers are honest', nl: 'De cijfers zijn eerlijk', ar: 'الأرقام صادقة' },
  weight: 20,
  levels: {
    1: {
      en: 'There are no numbers, or nobody can check them.',
      nl: 'Er zijn geen cijfers, of niemand kan ze controleren.',
      ar: 'لا توجد أرقام، أو لا يمكن لأحد أن يتحقق منها.',
    },
    2: {
      en: 'There are numbers, but without a source.',
      nl: 'Er zijn cijfers, maar zonder bron.',
      ar: 'توجد أرقام، لكن بلا مصدر.',
    },
    3: {
      en: 'The most important number has a source.',
      nl: 'Het belangrijkste cijfer heeft een bron.',
      ar: 'لأهم رقم مصدر مذكور.',
    },
    4: {
      en: 'Every number has a source, and small samples are called small.',
      nl: 'Elk cijfer heeft een bron, en een kleine groep heet ook een kleine groep.',
      ar: 'لكل رقم مصدر، والعينة الصغيرة تُسمّى صغيرة.',
    },
    5: {
      en: 'The team says what it does not know and how to find out.',
      nl: 'Het team zegt wat het niet weet en hoe je dat kunt uitzoeken.',
      ar: 'يقول الفريق ما لا يعرفه وكيف يمكن معرفته.',
    },
  },
};

const bothSides: Criterion = {
  key: 'both-sides',
  title: { en: 'Both sides learn', nl: 'Beide kanten leren', ar: 'الطرفان يتعلمان' },
  weight: 25,
  levels: {
    1: {
      en: 'Only the newcomer has to change.',
      nl: 'Alleen de nieuwkomer moet veranderen.',
      ar: 'القادم الجديد وحده عليه أن يتغير.',
    },
    2: {
      en: 'The workplace helps, but learns nothing itself.',
      nl: 'Het bedrijf helpt, maar leert zelf niets.',
      ar: 'مكان العمل يساعد، لكنه لا يتعلم شيئًا.',
    },
    3: {
      en: 'Both sides have a task.',
      nl: 'Beide kanten hebben een taak.',
      ar: 'لكل طرف مهمة.',
    },
    4: {
      en: 'Both sides have a task and time to do it.',
      nl: 'Beide kanten hebben een taak en krijgen er tijd voor.',
      ar: 'لكل طرف مهمة ووقت كافٍ لها.',
    },
    5: {
      en: 'Both sides say what they gained, and it goes on without the project.',
      nl: 'Beide kanten zeggen wat het hun geeft, en het gaat door zonder het project.',
      ar: 'يقول الطرفان ما كسباه، ويستمر العمل بعد انتهاء المشروع.',
    },
  },
};

export const ourCityCriteria: Criterion[] = [problem, works, say, readable];
export const firstVoicesCriteria: Criterion[] = [problem, works, say, readable];
export const secondRoundCriteria: Criterion[] = [problem, { ...works, weight: 30 }, bothSides, numbers];
