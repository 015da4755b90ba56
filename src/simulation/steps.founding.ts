// The first steps: accounts, a hackathon with questions and criteria, people in their roles, its opening.
import { accepts, persist } from './persist';
import { type Actor, eachOf, PASSWORD, type Stage } from './stage';

export const H = (stage: Stage) => `/hackathons/${stage.slug}`;

/** Sign-up is not idempotent: whoever got no answer asks whether the account is there by signing in. */
export async function signUp(stage: Stage, actor: Actor): Promise<void> {
  const { login, name: display_name, caller } = actor;
  const account = { display_name, login, password: PASSWORD, accept_rules: 'on', locale: 'en' };
  await persist(
    stage.insisting,
    'signed up',
    () => caller.post('/accounts', account),
    async (answer, after) => {
      if (answer.status === 201) return true;
      const taken = answer.status === 422 && answer.json?.fields?.login !== undefined;
      if (!taken || after === 0) return undefined;
      await signIn(stage, actor);
      return true;
    },
  );
}

export async function signIn(stage: Stage, { caller, login }: Actor): Promise<void> {
  await persist(
    stage.insisting,
    'signed in',
    () => caller.post('/login', { login, password: PASSWORD }),
    accepts(200),
  );
}

export async function signUpAll(stage: Stage, width = 24): Promise<void> {
  const { founder, moderator, authority, experts, jurors, people } = stage.cast;
  await eachOf([founder, moderator, authority, ...experts, ...jurors, ...people], width, async (actor) => {
    await stage.think(actor, 0, 400);
    await signUp(stage, actor);
  });
}

const TEMPLATE_DAYS = 40;

export async function found(stage: Stage, founderLink: string | undefined): Promise<void> {
  const { insisting, slug, cast } = stage;
  const { caller } = cast.founder;
  if (founderLink !== undefined) {
    const token = /\/founding\/([^/\s]+)/.exec(founderLink)?.[1] ?? founderLink;
    const accept = () => caller.post(`/founding/${token}/acceptance`);
    await persist(insisting, 'founder accepted', accept, async (answer, after) => {
      if (answer.status === 200) return true;
      if (answer.status !== 410 || after === 0) return undefined;
      return (await caller.page('/hackathons/new')).status === 200 || undefined;
    });
  }
  const starts = new Date(Date.now() + TEMPLATE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const given = {
    slug,
    'title[en]': `A trial ${slug}`,
    'title[ar]': 'تجربة',
    template: 'two-weeks',
    starts_on: starts,
    zone: 'Europe/Brussels',
    languages: ['en', 'ar'],
  };
  await persist(insisting, 'founded', () => caller.post('/hackathons', given), madeOr409);
}

/** 409 is good news for whoever asked before. */
const madeOr409 = ({ status }: { status: number }, after: number) =>
  status === 200 || status === 201 || (status === 409 && after > 0) ? true : undefined;

export async function furnish(stage: Stage): Promise<void> {
  const { insisting, cast } = stage;
  const { caller } = cast.founder;
  for (const number of [1, 2, 3, 4]) {
    const slug = `question-${number}`;
    const question = {
      slug,
      'title[en]': `How do we do ${number}?`,
      'title[ar]': `كيف نفعل ${number}؟`,
      'in_short[en]': 'Councils decide without us.',
      'brief[en]': '## What is known\n\nA lot.',
    };
    const send = () => caller.post(`${H(stage)}/challenges`, question);
    await persist(insisting, 'challenge written', send, ({ status }, after) =>
      status === 201 || (after > 0 && (status === 409 || status === 422)) ? true : undefined,
    );
    stage.challenges.push(slug);
  }
  for (const [id, weight] of Object.entries({ clear: '40', fair: '30', doable: '20', brave: '10' })) {
    const levels = Object.fromEntries(
      [1, 2, 3, 4, 5].map((value) => [`level[${value}][en]`, `Level ${value}.`]),
    );
    const criterion = { id, 'title[en]': `It is ${id}`, weight, ...levels };
    // With an id of ours the same form twice is one criterion.
    await persist(
      insisting,
      'criterion written',
      () => caller.post(`${H(stage)}/criteria`, criterion),
      accepts(200, 201),
    );
    stage.criteria.push(id);
  }
}

export async function inviteAll(stage: Stage): Promise<void> {
  const { experts, jurors, moderator, authority } = stage.cast;
  const roles: [string, Actor[]][] = [
    ['expert', experts],
    ['juror', jurors],
    ['moderator', [moderator]],
    ['authority', [authority]],
  ];
  for (const [role, actors] of roles) {
    if (actors.length === 0) continue;
    const invitation = { role, uses: String(Math.min(500, actors.length + 5)) };
    // Asked for twice makes a second link that nobody uses.
    const send = () => stage.cast.founder.caller.post(`${H(stage)}/invitations`, invitation);
    const made = await persist(stage.insisting, 'role offered', send, accepts(201));
    await eachOf(actors, 8, async ({ caller }) => {
      const accept = () => caller.post(`${made.json.location}/acceptance`);
      await persist(stage.insisting, 'role accepted', accept, madeOr409);
    });
  }
}

export async function openHackathon(stage: Stage): Promise<void> {
  const { caller } = stage.cast.founder;
  await persist(stage.insisting, 'opened', () => caller.post(`${H(stage)}/opening`), accepts(200));
}

/** Closes and opens phases now. A move that got no answer is made again: it only moves the end once more. */
export async function turn(stage: Stage, close: string[], open: string[]): Promise<void> {
  const { caller } = stage.cast.founder;
  const move = (key: string, fields: Record<string, string>) =>
    persist(
      stage.insisting,
      'phase moved',
      () => caller.post(`${H(stage)}/phases/${key}`, { ...fields, reason: 'All are ready' }),
      accepts(200),
    );
  for (const key of close) await move(key, { closes_at: 'now' });
  for (const key of open) await move(key, { opens_at: 'now' });
}
