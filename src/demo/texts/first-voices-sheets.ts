// All 25 juror sheets of “First Voices”, handed in, with feedback in the language of each team.
import type { Sheet } from './shapes';

const translated =
  'Written in English; the organiser’s translator put it into Arabic, and I checked the sense with her.';

export const firstVoicesSheets: Sheet[] = [
  {
    juror: 'juror-1',
    team: 'night-bus',
    scores: { problem: 5, works: 5, say: 4, readable: 5 },
    feedback:
      'You stood at the stop yourselves, on three evenings, and you tell us that all three were dry. That is how I like to read numbers. The grandfather from the choir made me understand that this bus is also mine.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'night-bus',
    scores: { problem: 4, works: 4, say: 5, readable: 4 },
    feedback:
      'The passenger group by lot is a real say, because it can move the times. Please explain what it does if three people want three different times. Your rule for stopping the test is brave and useful.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'night-bus',
    scores: { problem: 4, works: 4, say: 3, readable: 4 },
    feedback:
      'The evidence is small but well described, and the guess is called a guess. I miss a word about nurses and others who start work at five in the morning. Next: ask the depot what happens with the drivers’ rest.',
    note: 'Costs of the depot seem right to me, I compared them with an old tender.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'night-bus',
    scores: { problem: 5, works: 4, say: 4, readable: 4 },
    feedback:
      'Half of the kitchens in this town would sign this tomorrow. Say in one sentence what employers could pay, since their people get home with it. To begin with one line on Saturdays is exactly right.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'night-bus',
    scores: { problem: 5, works: 4, say: 5, readable: 5 },
    feedback:
      'I know this walk of 70 minutes. You write about it without asking for pity, and that is strong. The stop between two stops matters most for women who go home alone, so put it higher up.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'open-kitchen',
    scores: { problem: 4, works: 5, say: 5, readable: 5 },
    feedback:
      'Ik kreeg trek bij het lezen, en dat gebeurt mij zelden bij een voorstel. Jullie hebben het twee keer geprobeerd en de school vond niets kapot. Dat ene zinnetje overtuigt meer dan een lang plan.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'open-kitchen',
    scores: { problem: 3, works: 4, say: 5, readable: 4 },
    feedback:
      'De kookploeg van twee en twee is slim bedacht: niemand is gast en niemand is baas. Leg uit hoe je de ploegen vindt als de eerste vrienden geweest zijn. De pot waar niemand naar kijkt, moet je houden.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'open-kitchen',
    scores: { problem: 3, works: 3, say: 4, readable: 4 },
    feedback:
      'Jullie meten hoeveel mensen terugkomen, en dat is het goede getal. De kosten zijn duidelijk, maar wie betaalt ze na het eerste jaar? Vraag ook de buren die geen zin hebben in drukte.',
    note: 'Who is liable in the kitchen at night? Not asked, not answered.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'open-kitchen',
    scores: { problem: 4, works: 4, say: 4, readable: 5 },
    feedback:
      'Jullie hebben met de conciërge gepraat, en daarom geloof ik het plan. Denk nog aan de regels voor koken met veel mensen: één iemand per avond heeft een cursus nodig. Die cursus duurt één dag.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'open-kitchen',
    scores: { problem: 4, works: 4, say: 4, readable: 4 },
    feedback:
      'Aan jullie tafel kende bijna niemand elkaar, en toch kwamen er de tweede keer meer mensen. Mooi dat jullie niet vroegen waar iemand vandaan komt. Schrijf er wel bij hoe iemand van de avond hoort die geen Nederlands leest.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'first-letter',
    scores: { problem: 5, works: 4, say: 5, readable: 5 },
    feedback:
      'قرأتم 261 رسالة، ولا أعرف أحدًا في المدينة فعل ذلك قبلكم. الورقة الصفراء بأسطرها الأربعة فكرة يفهمها الجميع. نود أن نعلّق مثالًا منها في المكتبة.',
    note: translated,
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'first-letter',
    scores: { problem: 5, works: 5, say: 5, readable: 4 },
    feedback:
      'أقوى ما في الاقتراح أن القراء الخمسة يستطيعون إعادة الورقة، فهذه سلطة حقيقية. العدّ عند الشباك قبل التجربة وبعدها بسيط ومقنع. فكروا في من لا يقرأ جيدًا بأي لغة، فالصوت وحده قد لا يكفيه.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'first-letter',
    scores: { problem: 5, works: 3, say: 4, readable: 4 },
    feedback:
      'لقد تعلمنا شيئًا جديدًا: في أربعين رسالة كان الموعد في الصفحة الثانية. لكن نصف الرسائل يأتي من مكاتب لا تتبع المدينة، والاقتراح لا يقول كيف تقنعونها. اكتبوا خطوة واحدة لهذا الأمر.',
    note: translated,
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'first-letter',
    scores: { problem: 4, works: 4, say: 4, readable: 4 },
    feedback:
      'أربعة سنتات للورقة رقم صغير لمشكلة كبيرة، وقد ذكرتم مصدره. شركتي الصغيرة أيضًا تتلقى رسائل لا أفهمها. ينقص الحساب وقت الموظف الذي يكتب الأسطر الأربعة.',
    note: translated,
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'first-letter',
    scores: { problem: 5, works: 4, say: 5, readable: 5 },
    feedback:
      'ضحكتُ عند رسالة المطابخ، ثم تذكرتُ موعدي الأول الذي فاتني أنا أيضًا. كتبتم بلغة بسيطة وصادقة، وكل فقرة تقود إلى التي بعدها. أرجو أن تختاروا القراء من أحياء مختلفة، لا من صف واحد.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'new-neighbours',
    scores: { problem: 4, works: 4, say: 4, readable: 4 },
    feedback:
      'To see the waiting time as the best time of the day is a lovely turn. You say honestly that you cannot compare yet. The green and red stones will give you what is missing.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'new-neighbours',
    scores: { problem: 4, works: 3, say: 4, readable: 4 },
    feedback:
      'The neighbours choose their own coordinator, and you say where their help ends. That shows that you have thought about risk. I would like to read what they do when they hear something that frightens them.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'new-neighbours',
    scores: { problem: 3, works: 3, say: 3, readable: 3 },
    feedback:
      'The idea is clear, but it helps people to live with the queue and does not shorten it. Ask the desk why so many come twice with the same question. There may be a second proposal in that answer.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'new-neighbours',
    scores: { problem: 4, works: 3, say: 3, readable: 4 },
    feedback:
      'Nine people wanted to practise and eight got their answer, in two mornings, without any money. Now show that it works with neighbours other than yourselves. Twenty euro a morning is fair, keep that.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'new-neighbours',
    scores: { problem: 4, works: 4, say: 4, readable: 4 },
    feedback:
      'The woman with the cake tells us all we need to know about this desk. I like that a neighbour was new here too. Please make sure that people can also say no, without turning their back to the room.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'red-umbrella',
    scores: { problem: 3, works: 4, say: 4, readable: 5 },
    feedback:
      'Jullie tekst is de kortste en een van de helderste. Kleine vragen tellen is een vondst: 71 op één dag, en maar 14 gesteld. De bibliotheek wil graag met jullie praten over de paraplu’s.',
    note: 'I work at the library, which is named here. I told the organiser; we had no contact with the team.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'red-umbrella',
    scores: { problem: 3, works: 2, say: 3, readable: 4 },
    feedback:
      'Het idee maakt vrolijk en kost bijna niets. Maar op zaterdag zijn de kantoren dicht, dus wat kan een drager dan doen met een moeilijke vraag? Bedenk drie voorbeelden en schrijf het antwoord erbij.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'red-umbrella',
    scores: { problem: 2, works: 2, say: 3, readable: 3 },
    feedback:
      'Twaalf mensen op één dag is een begin, en dat zeggen jullie zelf. Het voorstel noemt nog niet wie de dragers zoekt en begeleidt. De maandlijst met vragen voor de balie is het beste deel: begin daarmee.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'red-umbrella',
    scores: { problem: 3, works: 3, say: 3, readable: 4 },
    feedback:
      'Winkels willen graag een paraplu voor de deur, zeker als het regent. Vraag de winkelstraat om mee te betalen aan de koffie. Zoek nog uit wat het uur van de bibliotheek kost, want dat is nu een gat.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'red-umbrella',
    scores: { problem: 3, works: 3, say: 4, readable: 4 },
    feedback:
      'Na een jaar weet je veel: dat is waar, en niemand zegt het. Ik vind het sterk dat nieuwkomers hier antwoord geven in plaats van alleen vragen. Let op dat een drager nooit alleen loopt.',
    state: 'handed-in',
  },
];
