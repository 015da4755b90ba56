// Juror sheets of “Second Round” in the middle of judging: some handed in, some begun, some empty.
// Feedback goes to the team in its language; notes stay with the juror.
import type { Sheet } from './shapes';

export const secondRoundSheets: Sheet[] = [
  {
    juror: 'juror-1',
    team: 'coffee-break',
    scores: { problem: 4, works: 5, 'both-sides': 5, numbers: 4 },
    feedback:
      'You tried it, you counted, and you say that two pairs stopped. That makes us trust the rest. Tell us next how the ten minutes survive a busy week.',
    note: 'Best trial of the four I have. Ask in deliberation about shifts.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'eerste-werkdag',
    scores: { problem: 5, works: 4, 'both-sides': 3, numbers: 3 },
    feedback:
      'Het verhaal van de vriescel vergeet ik niet meer. Acht plaatjes is een goed aantal: ik kan ze onthouden. Schrijf er nog bij wat het bedrijf van de nieuwe collega leert.',
    state: 'handed-in',
  },
  {
    juror: 'juror-1',
    team: 'kaartenbak',
    scores: { problem: 4, works: 4 },
    note: 'Leuk en goedkoop. Eén mooie dag is weinig bewijs, maar dat zeggen ze zelf.',
    state: 'open',
  },
  { juror: 'juror-1', team: 'tea-and-tools', scores: {}, state: 'open' },
  {
    juror: 'juror-2',
    team: 'hidden-doors',
    scores: { problem: 5, works: 4, 'both-sides': 3, numbers: 5 },
    feedback:
      'أعجبنا أنكم دخلتم 31 محلًا بأنفسكم وكتبتم ما لا تعرفونه. الدليل من أهل الحي فكرة قوية، لكنها تعتمد على شخص واحد. فكروا في من يحل محله إن مرض.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'coffee-break',
    scores: { problem: 3, works: 4, 'both-sides': 5, numbers: 4 },
    feedback:
      'The Friday in which the roles change is what makes your idea special. Twenty-one words before and thirty-four after is a clear number. Think about night shifts, where there is no teacher to ask.',
    state: 'handed-in',
  },
  {
    juror: 'juror-2',
    team: 'two-toolboxes',
    scores: { problem: 4, numbers: 4 },
    feedback: 'You say openly that you do not know the price of the insurance.',
    note: 'Is work by the hour through an office allowed under 21? Check before I score “works”.',
    state: 'open',
  },
  { juror: 'juror-2', team: 'kaartenbak', scores: {}, state: 'open' },
  {
    juror: 'juror-3',
    team: 'two-toolboxes',
    scores: { problem: 4, works: 3, 'both-sides': 4, numbers: 4 },
    feedback:
      'Your table of needs and skills is a small piece of research, and a good one. One of two meetings failed, and you say why. The first step is modest and right: first the insurance, then the day.',
    state: 'handed-in',
  },
  {
    juror: 'juror-3',
    team: 'tea-and-tools',
    scores: { problem: 3, works: 4, numbers: 5 },
    feedback: 'The comparison of five boxes with help and five without is a real test.',
    note: 'Check again how the four workers were chosen.',
    state: 'open',
  },
  {
    juror: 'juror-3',
    team: 'coffee-break',
    scores: { problem: 4 },
    state: 'open',
  },
  { juror: 'juror-3', team: 'hidden-doors', scores: {}, note: 'I wait for the translation.', state: 'open' },
  {
    juror: 'juror-4',
    team: 'eerste-werkdag',
    scores: { problem: 4, works: 4, 'both-sides': 3, numbers: 3 },
    feedback:
      'Als baas van een klein bedrijf zou ik dit morgen ophangen. De handtekening van iemand die zelf pas begonnen is, vind ik sterk. Vraag ook eens een bouwbedrijf, want daar zijn de gevaren anders.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'kaartenbak',
    scores: { problem: 3, works: 4, 'both-sides': 4, numbers: 3 },
    feedback:
      'Eén zin, met het loon erbij: zo zouden alle vacatures moeten zijn. Jullie oefenen samen en bellen daarna, en dat maakt het verschil. Bedenk nog wie de kaartjes weghaalt als een baan vergeven is.',
    state: 'handed-in',
  },
  {
    juror: 'juror-4',
    team: 'two-toolboxes',
    scores: { problem: 5, works: 3, 'both-sides': 4 },
    note: 'They visited members of our Chamber. I asked the organiser, she sees no conflict. I did not advise them.',
    state: 'open',
  },
  { juror: 'juror-4', team: 'tea-and-tools', scores: {}, state: 'open' },
  {
    juror: 'juror-5',
    team: 'hidden-doors',
    scores: { problem: 4, works: 4, 'both-sides': 4, numbers: 4 },
    feedback:
      'قرأتُ قصة محل الدراجات وابتسمت، فقد حدث لي شيء يشبهها. الأرقام الثلاثة بعد كل جولة بسيطة ويفهمها الجميع. اكتبوا أيضًا ماذا تقولون لشاب لا يجد شيئًا في أربع جولات.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'tea-and-tools',
    scores: { problem: 4, works: 5, 'both-sides': 5, numbers: 4 },
    feedback:
      'A boss with 23 new words tells me more than a long plan. You show that both sides learn, with the same label. Please say also what happens with people who cannot read well.',
    state: 'handed-in',
  },
  {
    juror: 'juror-5',
    team: 'eerste-werkdag',
    scores: { problem: 5, works: 3, 'both-sides': 3 },
    note: 'Nog nadenken over de cijfers: vooral horeca.',
    state: 'open',
  },
  { juror: 'juror-5', team: 'coffee-break', scores: {}, state: 'open' },
];
