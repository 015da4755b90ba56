// One example of every route and live event of the map: a path and a body that are right, so that a refusal
// can only be about the person or the phase.
import { randomUUID } from 'node:crypto';
import type { PhaseKey } from '../../src/features/hackathons/hackathons.policy';
import type { Things } from './fixture';

export interface Example {
  path?(things: Things): string;
  body?(things: Things): Record<string, unknown>;
  /** Multipart with one small file. */
  upload?: boolean;
  /** Why the general expectation does not hold; the route has tests of its own. */
  skip?: string;
  /** The phases that are open when those it is for try it; all but deliberation otherwise. */
  open?: PhaseKey[];
}

/** What stands for a parameter unless an example says otherwise. */
export function examplePath(path: string, things: Things): string {
  const first = path.split('/')[1]!;
  const ids: Record<string, string> = {
    teams: things.team,
    rooms: things.room,
    messages: things.message,
    evidence: things.card,
    requests: things.request,
    submissions: things.submission,
    feedback: things.advice,
    files: things.file,
    sheets: things.sheet,
    recommendations: things.recommendation,
    reports: things.report,
    mutes: things.mute,
    removals: things.removal,
    mergers: things.mergerToUs,
    'help-requests': things.helpOpen,
    slots: things.slot,
    bookings: things.booking,
    people: things.people.teamless!.id,
  };
  return path
    .replace(':h', things.hackathon.slug)
    .replace(':c', things.hackathon.challenge.slug)
    .replace(':token', things.roleInvitation)
    .replace(':phase', 'teams')
    .replace(':number', '1')
    .replace(':id', ids[first] ?? 'none');
}

/** Half an hour that begins then and does not pass midnight. */
function slotTimes(at: Date): { day: string; from: string; until: string } {
  const day = at.toISOString().slice(0, 10);
  const late = at.getUTCHours() === 23;
  const hour = String(late ? 22 : at.getUTCHours()).padStart(2, '0');
  return { day, from: `${hour}:00`, until: `${hour}:30` };
}

const TESTED = 'its own tests try every sign-in, limit and race';

export const POSTS: Record<string, Example> = {
  '/sign-up': { skip: TESTED },
  '/accounts': { skip: TESTED },
  '/login': { skip: TESTED },
  '/logout': { skip: TESTED },
  '/recovery': { skip: TESTED },
  '/language': { body: () => ({ locale: 'nl' }) },
  '/recovery-codes': { body: () => ({}) },
  '/people/:id/recovery-code': { body: () => ({}) },
  '/founding/:token/acceptance': { skip: TESTED },
  '/account/name': { body: () => ({ display_name: 'Somebody' }) },
  '/account/password': { skip: TESTED },
  '/account/recovery-codes': { skip: TESTED },
  '/account/email-removal': { body: () => ({}) },
  '/account/erasure': { skip: TESTED },
  '/account/sign-ins/:id/end': { skip: TESTED },
  '/account/email': { skip: TESTED },
  '/account/email-confirmation': { skip: 'its own tests try the links of mails' },
  '/account/mail': { body: () => ({ wanted: 'no' }) },
  '/email/:token': { skip: 'its own tests try the links of mails' },
  '/unsubscribe/:token': { skip: 'its own tests try the links of mails' },
  '/mails/:id/sending': { skip: 'its own tests try who may send again' },
  '/notices/:id/opening': { skip: 'its own tests try whose notice it is' },
  '/notices/reading': { body: () => ({}) },
  '/hackathons': {
    body: () => ({
      slug: 'a-new-one',
      'title[en]': 'A new one',
      template: 'weekend',
      starts_on: '2027-03-05',
      zone: 'Europe/Brussels',
      languages: 'en',
    }),
  },
  '/hackathons/:h/about': { body: () => ({ run_by: 'The city and friends', funder: 'A fund' }) },
  '/hackathons/:h/emblem': { skip: 'its own tests try every kind of picture' },
  '/hackathons/:h/emblem/removal': { body: () => ({}) },
  '/hackathons/:h/opening': {
    path: (things) => `/hackathons/${things.closedHackathon.slug}/opening`,
    body: () => ({}),
  },
  '/hackathons/:h/phases/:phase': { body: () => ({ closes_at: 'now', reason: 'Everybody has a team.' }) },
  '/hackathons/:h/invitations': { body: () => ({ role: 'expert', uses: '2' }) },
  '/hackathons/:h/participation': { body: () => ({ age: 'within' }) },
  '/hackathons/:h/participation-questions/:id/decision': {
    path: (things) => `/hackathons/ours/participation-questions/${things.question}/decision`,
    body: () => ({ decision: 'welcome' }),
  },
  '/hackathons/:h/challenges': {
    body: () => ({ slug: 'more', 'title[en]': 'More?', 'in_short[en]': 'More.', 'brief[en]': 'More of it.' }),
  },
  '/hackathons/:h/challenges/:c': { body: () => ({ 'title[en]': 'Another title' }) },
  '/hackathons/:h/challenges/:c/closing': { body: () => ({ 'closing[en]': 'The city builds it.' }) },
  '/hackathons/:h/evidence': {
    body: () => ({ claim: 'Many wait.', kind: 'statistic', source: 'We counted.', url: '', language: 'en' }),
  },
  '/evidence/:id/withdrawal': { body: () => ({}) },
  '/hackathons/:h/teams': {
    body: (things) => ({
      name: 'New doors',
      pitch: 'We try.',
      challenge: things.hackathon.challenge.slug,
      languages: 'en',
      joining: 'open',
    }),
  },
  '/hackathons/:h/card': { body: () => ({ languages: 'en', skills: 'film', times: 'evenings' }) },
  '/hackathons/:h/card/removal': { body: () => ({}) },
  '/invitations/:token/acceptance': {
    skip: 'who may accept depends on the invitation; tested in teams and hackathons',
  },
  '/invitations/:token/revocation': {
    skip: 'who may revoke depends on the invitation; tested in teams and hackathons',
  },
  '/hackathons/:h/placements': {
    body: (things) => ({ person: things.people.teamless!.id, team: things.otherTeam }),
  },
  '/hackathons/:h/placement-plan': { body: () => ({}) },
  '/hackathons/:h/placement-plan/moves': {
    body: (things) => ({ person: things.people.teamless!.id, team: things.otherTeam }),
  },
  '/hackathons/:h/placement-plan/removal': { body: () => ({}) },
  '/hackathons/:h/placement-plan/application': { body: () => ({ version: '1' }) },
  '/hackathons/:h/placement-plan/undoing': { body: () => ({}) },
  '/teams/:id': {
    body: (things) => ({
      name: 'Our team',
      pitch: 'We still try.',
      challenge: things.hackathon.challenge.slug,
      languages: 'en',
      joining: 'request',
    }),
  },
  '/teams/:id/members': { body: () => ({}) },
  '/teams/:id/departure': { body: () => ({}) },
  '/teams/:id/captaincy': { body: (things) => ({ member: things.people.member!.id }) },
  '/teams/:id/removals': { skip: 'a captain may not once the team handed in; tested in rosters' },
  '/teams/:id/moves': {
    body: (things) => ({
      person: things.people.member!.id,
      team: things.otherTeam,
      reason: 'They fit better there.',
    }),
  },
  // The team handed in: its captain may ask, and reads so.
  '/teams/:id/mergers': { body: (things) => ({ team: things.otherTeam }) },
  '/mergers/:id/acceptance': { body: () => ({}) },
  '/mergers/:id/refusal': { body: () => ({}) },
  '/mergers/:id/withdrawal': {
    path: (things) => `/mergers/${things.mergerByUs}/withdrawal`,
    body: () => ({}),
  },
  '/hackathons/:h/mergers': {
    body: (things) => ({ team: things.smallTeam, into: things.otherTeam, reason: 'They are few.' }),
  },
  '/teams/:id/takeover': { skip: 'needs a captain who is away; tested in rosters' },
  '/teams/:id/presence': { skip: 'needs somebody who asks; tested in rosters' },
  '/removals/:id/objection': { body: () => ({ objection: 'I was ill.' }) },
  '/removals/:id/answer': { skip: 'needs an objection; tested in rosters' },
  '/teams/:id/quiet-hours': { body: () => ({ from: '22:00', until: '08:00' }) },
  '/teams/:id/requests': { body: () => ({ motivation: 'I like it.' }) },
  '/teams/:id/invitations': { body: () => ({ uses: '1', hours: '24' }) },
  '/teams/:id/extensions': {
    body: () => ({ phase: 'drafting', until: '2030-01-01T10:00', reason: 'Illness.' }),
  },
  '/requests/:id/acceptance': { body: () => ({}) },
  '/requests/:id/refusal': { body: () => ({}) },
  '/join': { skip: 'its own tests try right and wrong codes, and their limits' },
  '/teams/:id/personal-invitations': { body: (things) => ({ person: things.people.teamless!.id }) },
  '/personal-invitations/:id/acceptance': { skip: 'for whom it is; tested in invitations' },
  '/personal-invitations/:id/refusal': { skip: 'for whom it is; tested in invitations' },
  '/personal-invitations/:id/withdrawal': {
    skip: 'by the captain who reads whom it is for; tested in invitations',
  },
  '/requests/:id/withdrawal': { skip: 'the author is whoever asked; tested in teams' },
  '/submissions/:id/draft': {
    body: () => ({ 'section[problem]': 'Another problem.', 'version[problem]': '1' }),
  },
  '/submissions/:id/feedback': { body: () => ({ section: 'problem', kind: 'question', body: 'Why?' }) },
  '/feedback/:id/answer': { body: () => ({ answer: 'taken', because: '' }) },
  '/submissions/:id/versions': { body: () => ({}) },
  '/submissions/:id/files': { upload: true },
  '/files/:id/removal': { body: () => ({}) },
  '/rooms/:id/messages': { body: () => ({ body: 'Hello.', client_id: randomUUID() }) },
  '/rooms/:id/files': { upload: true },
  '/rooms/:id/voice': { skip: 'needs a recording; tested in mentoring' },
  '/voice/:id/transcript': { skip: 'needs a voice note; tested in mentoring' },
  '/rooms/:id/notes': { body: () => ({ text: 'What we agreed on.', version: '0' }) },
  '/rooms/:id/video': { body: () => ({ url: 'https://meet.example.org/room' }) },
  '/hackathons/:h/video': { body: () => ({ url: 'https://meet.example.org/all' }) },
  '/messages/:id/edit': { body: () => ({ body: 'Other words.' }) },
  '/messages/:id/withdrawal': { body: () => ({}) },
  '/messages/:id/pin': { body: () => ({ pinned: 'yes' }) },
  '/messages/:id/silence': { skip: 'nobody silences themselves; tested in mentoring' },
  '/rooms/:id/leaving': { body: () => ({}) },
  '/teams/:id/help-requests': { body: () => ({ topic: 'Money', language: 'en', details: 'How much?' }) },
  '/help-requests/:id/claim': { body: () => ({}) },
  '/help-requests/:id/release': { skip: 'only whoever claimed it; tested in mentoring' },
  '/help-requests/:id/completion': { skip: 'only while it is claimed; tested in mentoring' },
  '/help-requests/:id/cancellation': { body: () => ({}) },
  '/help-requests/:id/rating': { body: () => ({ rating: 'helped' }) },
  '/hackathons/:h/help-offer': { body: () => ({ topics: 'cost', languages: 'en' }) },
  '/hackathons/:h/slots': {
    body: () => ({
      // The hackathon's factory opens its phases for a day: half an hour in it, on the clock of UTC.
      ...slotTimes(new Date(Date.now() + 6 * 3_600_000)),
      zone: 'UTC',
      minutes: '0',
      kind: 'workshop',
      seats: '5',
      topic: 'What a law can do',
      language: 'en',
      link: 'https://meet.example.org/law',
    }),
  },
  '/slots/:id/cancellation': { body: () => ({}) },
  '/teams/:id/bookings': { body: (things) => ({ slot: things.slot }) },
  '/bookings/:id/cancellation': { body: () => ({}) },
  '/bookings/:id/attendance': {
    path: (things) => `/bookings/${things.pastBooking}/attendance`,
    body: () => ({ came: 'yes' }),
  },
  '/hackathons/:h/criteria': {
    body: () => ({ 'title[en]': 'New', weight: '2', 'level[1][en]': 'No.', 'level[5][en]': 'Yes.' }),
  },
  '/hackathons/:h/criteria/:id/removal': {
    path: (things) => `/hackathons/ours/criteria/${things.criterion}/removal`,
    body: () => ({}),
  },
  '/hackathons/:h/round': {
    body: () => ({ scope: 'challenge', method: 'calibrated', stages: '2', sheets_each: '2' }),
    open: ['drafting'],
  },
  '/hackathons/:h/final': {
    body: () => ({}),
    skip: 'needs a first round with every sheet in; tested in finals',
  },
  '/hackathons/:h/assignments': { body: () => ({ balanced: '1' }) },
  '/sheets/:id/reader': { body: (things) => ({ juror: things.people.otherJuror!.id }) },
  '/hackathons/:h/reading': { body: () => ({ languages: ['en'], max: '4' }) },
  '/hackathons/:h/conflicts': { body: (things) => ({ team: things.team }) },
  '/hackathons/:h/declarations/:id/withdrawal': {
    skip: 'needs a declaration, and differs by whose it is; tested in jury',
  },
  '/hackathons/:h/jurors/:id/stopping': { skip: 'a juror for themselves alone; tested in jury' },
  '/hackathons/:h/jurors/:id/resuming': { skip: 'a juror for themselves alone; tested in jury' },
  '/hackathons/:h/exercise/:number': { body: (things) => ({ [`score[${things.criterion}]`]: '3' }) },
  '/hackathons/:h/exercise/:number/text': {
    body: () => ({ 'title[en]': 'A shorter way', 'text[en]': 'We ask for a path.' }),
  },
  '/hackathons/:h/remarks': { skip: 'for jurors only after both examples; tested in exercise' },
  '/sheets/:id': {
    body: (things) => ({ [`score[${things.criterion}]`]: '5', feedback: 'Good.', note: '', version: '1' }),
  },
  '/sheets/:id/skipping': { body: () => ({ reason: 'I wait for a colleague.' }) },
  '/submissions/:id/discussion-note': {
    body: () => ({ text: 'The jury talked about it.', version: '0' }),
    open: ['deliberation'],
  },
  '/hackathons/:h/prizes': {
    body: () => ({ 'name[en]': 'For the bravest question', kind: 'mention' }),
  },
  '/prizes/:id': {
    path: (things) => `/prizes/${things.prize}`,
    body: () => ({ 'name[en]': 'For the best question' }),
  },
  '/prizes/:id/awards': {
    path: (things) => `/prizes/${things.prize}/awards`,
    body: (things) => ({ submission: things.submission, reason: 'It asks what nobody asked.' }),
    open: ['deliberation'],
  },
  '/prizes/:id/removal': { path: (things) => `/prizes/${things.prize}/removal`, body: () => ({}) },
  '/prize-awards/:id/confirmation': {
    path: (things) => `/prize-awards/${things.award}/confirmation`,
    body: () => ({}),
    open: ['deliberation'],
  },
  '/prize-awards/:id/removal': {
    path: (things) => `/prize-awards/${things.award}/removal`,
    body: () => ({}),
    open: ['deliberation'],
  },
  '/hackathons/:h/jury-reminders': { body: () => ({}) },
  '/sheets/:id/handing-in': { body: () => ({}) },
  '/sheets/:id/reopening': { body: () => ({}) },
  '/sheets/:id/conflict': { body: () => ({ reason: 'I know them.' }) },
  '/sheets/:id/removal': { body: () => ({}) },
  '/submissions/:id/jury-feedback': { body: () => ({ text: 'You wrote well. We liked it.' }) },
  '/hackathons/:h/certificate': { skip: 'needs a publication; its own tests try whose it is' },
  '/certificates/:token/withdrawal': { skip: 'its own tests try whose it is' },
  '/hackathons/:h/vote/settings': { body: () => ({ ends: 'judging' }), open: ['drafting'] },
  '/hackathons/:h/vote': { skip: 'its own tests try who may vote' },
  '/hackathons/:h/vote/removal': { skip: 'its own tests try who may vote' },
  '/hackathons/:h/results/publication': { body: () => ({}), open: ['deliberation'] },
  '/hackathons/:h/results/announcement': { body: () => ({}), open: ['deliberation'] },
  '/hackathons/:h/results/announcement/step': { skip: 'needs an announcement; tested in results' },
  '/hackathons/:h/results/announcement/withdrawal': { skip: 'needs an announcement; tested in results' },
  '/teams/:id/objection': { skip: 'needs a publication; tested in results' },
  '/objections/:id/answer': { skip: 'needs an objection; tested in results' },
  '/submissions/:id/recommendation': {
    body: (things) => ({ authority: things.people.authority!.id }),
    skip: 'needs a publication; tested in recommendations',
  },
  '/reports': {
    body: (things) => ({ kind: 'team', id: things.team, reason: 'hate', details: 'A bad name.' }),
  },
  '/reports/:id/decision': { body: () => ({ decision: 'nothing', rule: '', reason: 'It is kind enough.' }) },
  '/reports/:id/objection': {
    path: (things) => `/reports/${things.decided}/objection`,
    body: () => ({ reason: 'I meant well.' }),
  },
  '/reports/:id/outcome': {
    path: (things) => `/reports/${things.decided}/outcome`,
    body: () => ({ outcome: 'confirmed', reason: 'It was not kind.' }),
  },
  '/mutes/:id/end': { body: () => ({}) },
  '/recommendations/:id/answer': { body: () => ({ decision: 'adopted', reason: 'It is a good plan.' }) },
};

/** Pages that need something the matrix has not, or whose right depends on more than the person. */
export const GETS: Record<string, Example> = {
  '/reports/new': { path: (things) => `/reports/new?kind=team&id=${things.team}` },
  '/reports/:id': { skip: 'for whoever sent it, by sign-in or private link; tested in moderation' },
  '/reports/:id/decision': { path: (things) => `/reports/${things.decided}/decision` },
  '/teams/:id/talk': { skip: 'only of a team that became one with the reader’s; tested in mergers' },
  '/voice/:id': { skip: 'needs a voice note; tested in mentoring' },
  '/voice/:id/transcript': { skip: 'needs a voice note; tested in mentoring' },
  '/rooms/:id/files/:file': { skip: 'needs a file in a message; tested in mentoring' },
  '/rooms/:id/files/:file/preview': { skip: 'needs a picture in a message; tested in mentoring' },
  '/invitations/:token/poster': { skip: 'for the captain whose link it is; tested in invitations' },
  '/founding/:token': { skip: TESTED },
  '/email/:token': { skip: 'its own tests try the links of mails' },
  '/unsubscribe/:token': { skip: 'its own tests try the links of mails' },
  '/recovery-codes': { skip: 'shown once after sign-up' },
  '/recovery-codes.txt': { skip: 'shown once after sign-up' },
  '/hackathons/:h/certificate': { skip: 'needs a publication; its own tests try whose it is' },
  '/certificates/:token': { skip: 'for everybody who has the address; its own tests try it' },
  '/certificates/:token/paper': { skip: 'for its owner; its own tests try whose it is' },
  '/hackathons/:h/vote': { skip: 'equal to a missing page where no vote is; its own tests try who may vote' },
  '/hackathons/:h/vote/proposals/:id': { skip: 'its own tests try who may vote' },
  '/hackathons/:h/vote.json': { skip: 'equal to a missing page before publication, for everybody' },
  '/hackathons/:h/results/check': { skip: 'equal to a missing page before publication, for everybody' },
  '/hackathons/:h/results.json': { skip: 'equal to a missing page before publication, for everybody' },
  '/hackathons/:h/results.csv': { skip: 'equal to a missing page before publication, for everybody' },
  '/hackathons/:h/results/stage': { skip: 'equal to a missing page before an announcement, for everybody' },
  '/hackathons/:h/results/stage.json': {
    skip: 'equal to a missing page before an announcement, for everybody',
  },
  '/hackathons/:h/results': { skip: 'equal to a missing page before publication, for everybody' },
  '/hackathons/:h/results/protocol.json': {
    skip: 'equal to a missing page before publication, for everybody',
  },
  '/hackathons/:h/protocol.json': { skip: 'equal to a missing page before publication, for everybody' },
  '/recommendations/:id': { skip: 'public once results are published; tested in recommendations' },
  '/hackathons/:h/deliberation': { open: ['deliberation'] },
  '/submissions/:id/published': { skip: 'equal to a missing page before publication, for everybody' },
  '/teams/:id/feedback': { skip: 'equal to a missing page before publication, for everybody' },
};

export const EVENTS: Record<string, (things: Things) => unknown> = {
  'room:join': (things) => ({ roomId: things.room }),
  'room:history': (things) => ({ roomId: things.room, afterSeq: 0 }),
  'message:post': (things) => ({ roomId: things.room, clientId: randomUUID(), body: 'Hello.' }),
  'room:read': (things) => ({ roomId: things.room, seq: 0 }),
  'room:typing': (things) => ({ roomId: things.room }),
  'stage:join': (things) => ({ hackathonId: things.hackathon.id }),
};
