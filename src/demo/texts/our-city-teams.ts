// The teams of “Our City, Our Say”, who asks to join, and who waits for an expert.
import type { HelpRequest, JoinRequest, Team } from './shapes';

export const ourCityTeams: Team[] = [
  {
    key: 'forty-doors',
    name: 'Forty Doors',
    pitch:
      'We all did the forty hours, and we all forgot the names. Now we ask: what if you go ten times through one door, and not once through ten? We call clubs, we count, we write it down. We look for somebody who knows sport clubs.',
    challenge: 'forty-hours',
    languages: ['ar', 'en', 'nl'],
    joining: 'open',
    members: ['participant-1', 'participant-2', 'participant-3'],
    captain: 'participant-1',
    experts: ['expert-1'],
  },
  {
    key: 'second-language',
    name: 'Second Language',
    pitch:
      'A pharmacist, a teacher and somebody who fixes lifts: that is us, on paper from another country. We want a test week at work instead of a year of waiting. We meet online at 20:00, after the evening shift.',
    challenge: 'my-diploma-counts',
    languages: ['en', 'ar', 'uk'],
    joining: 'request',
    members: ['participant-4', 'participant-5', 'participant-6'],
    captain: 'participant-4',
    experts: ['expert-3'],
  },
  {
    key: 'long-table',
    name: 'The Long Table',
    pitch:
      'Aan een lange tafel is altijd nog plaats. Wij willen dat de raad elke maand een uur aan onze kant van de tafel zit. We schrijven in het Nederlands, Frans en Arabisch en vertalen voor elkaar. We zoeken iemand die graag rekent.',
    challenge: 'a-seat-at-the-table',
    languages: ['nl', 'fr', 'ar'],
    joining: 'request',
    members: ['participant-7', 'participant-8', 'participant-9'],
    captain: 'participant-8',
    experts: ['expert-4'],
  },
  {
    key: 'bread-and-bikes',
    name: 'Bread and Bikes',
    pitch:
      'People talk when their hands are busy. Our idea: a workshop and a kitchen in De Werf, where you repair a bike or bake bread and somebody of your age listens. No desk, no form. Bakers and people with two left hands are welcome.',
    challenge: 'young-for-young',
    languages: ['nl', 'en', 'so'],
    joining: 'open',
    members: ['participant-10', 'participant-11'],
    captain: 'participant-10',
  },
  {
    key: 'stamp-and-sign',
    name: 'Stamp and Sign',
    pitch:
      'شهادة بلا ختم لا تفتح بابًا. نريد دليلًا واضحًا في صفحة واحدة: أي ورقة تحتاج، وأين تذهب، وكم تنتظر. نحن اثنان، درسنا الهندسة، ونعرف معنى أن تضيع أوراقك في الطريق.',
    challenge: 'my-diploma-counts',
    languages: ['ar', 'fa', 'en'],
    joining: 'invite',
    members: ['participant-12', 'participant-13'],
    captain: 'participant-13',
  },
  {
    key: 'paper-boats',
    name: 'Paper Boats',
    pitch:
      'You get a yellow letter and you do not sleep. We want a letter table: every Wednesday two young people read it with you, in your language, with tea. We know 30 letters by heart already. We need one more person who stays calm.',
    challenge: 'young-for-young',
    languages: ['en', 'es', 'ti'],
    joining: 'open',
    members: ['participant-14', 'participant-15'],
    captain: 'participant-15',
  },
  {
    key: 'open-window',
    name: 'نافذة مفتوحة',
    pitch:
      'نسكن في الطابق الرابع، ولا نعرف أحدًا في الطابق الثالث. نقترح أن تبدأ الأربعون ساعة من العمارة نفسها: جار واحد، ثم سوق واحدة، ثم نادٍ واحد. نبحث عن شخص يتكلم الهولندية ويحب قرع الأبواب.',
    challenge: 'forty-hours',
    languages: ['ar', 'en'],
    joining: 'open',
    members: ['participant-16', 'participant-17'],
    captain: 'participant-17',
    experts: ['expert-2'],
  },
  {
    key: 'derde-verdieping',
    name: 'Derde Verdieping',
    pitch:
      'De raadszaal is op de derde verdieping, en de lift is kapot. Zo voelt meepraten ook. Wij maken een trap met drie treden: eerst kijken, dan vragen, dan voorstellen. Je hoeft geen perfect Nederlands te spreken om mee te doen.',
    challenge: 'a-seat-at-the-table',
    languages: ['nl', 'en', 'so', 'uk'],
    joining: 'request',
    members: ['participant-18', 'participant-19'],
    captain: 'participant-18',
  },
];

export const ourCityJoinRequests: JoinRequest[] = [
  {
    team: 'second-language',
    by: 'participant-21',
    motivation:
      'مرحبًا، درستُ التمريض ثلاث سنوات، وأنتظر جوابًا منذ تسعة أشهر. أستطيع أن أكتب عن الانتظار، وأن أترجم بين العربية والإنجليزية. أنا متاح كل مساء بعد السابعة.',
  },
];

export const ourCityHelpRequests: HelpRequest[] = [
  {
    team: 'forty-doors',
    by: 'participant-1',
    topic: 'What does it cost?',
    language: 'en',
    details: 'We want ten evenings in one club. We have no idea what a club must pay for ten new people.',
    state: 'done',
    claimedBy: 'expert-1',
    note: 'We found the number together: a trainer costs about 35 euro an hour, and two of four clubs need nothing. Write it with the names of the clubs that you called. I read your part about the cost when it is there.',
  },
  {
    team: 'open-window',
    by: 'participant-17',
    topic: 'كيف نبدأ الحديث مع جيران لا نعرفهم؟',
    language: 'ar',
    details: 'طرقنا أربعة أبواب، وفُتح باب واحد. لا نريد أن نزعج أحدًا. كيف يبدأ الناس هنا؟',
    state: 'done',
    claimedBy: 'expert-2',
    note: 'اتفقنا على ورقة قصيرة بثلاث لغات، وعلى موعد قبل العشاء لا بعده. يجرّب الفريق ذلك في مدخلين ثم نقارن.',
  },
  {
    team: 'open-window',
    by: 'participant-17',
    topic: 'هل يحق لنا أن نضع ورقة في مدخل العمارة؟',
    language: 'ar',
    details: 'نريد أن ندعو الجيران إلى الشاي. شركة السكن لم تجب عن رسالتنا. من نسأل، وماذا نقول؟',
    state: 'open',
  },
  {
    team: 'derde-verdieping',
    by: 'participant-18',
    topic: 'Hoe komt een onderwerp op de agenda van de raad?',
    language: 'nl',
    details: 'We lazen de regels van de raad, 46 bladzijden. Kan iemand in drie zinnen zeggen hoe het werkt?',
    state: 'open',
  },
  {
    team: 'second-language',
    by: 'participant-4',
    topic: 'Who may decide about a test week?',
    language: 'en',
    details: 'Is it the school, the employer or the national office? We want to write to the right door.',
    state: 'done',
    claimedBy: 'expert-3',
    note: 'The employer decides about the week. The school decides if it counts. For a protected job both need the national office. I gave the team two letters they may use.',
  },
  {
    team: 'long-table',
    by: 'participant-7',
    topic: 'How do other cities choose the members of such a group?',
    language: 'en',
    details: 'Elections, a lottery, or people who just come? We need two examples and what went wrong.',
    state: 'done',
    claimedBy: 'expert-4',
    note: 'We compared a lottery, an election and an open door. The team chose a lottery for six seats and an open door for three. The reasons are in their draft.',
  },
];
