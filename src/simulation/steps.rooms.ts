// The rooms: members talk on several pages at once, experts take calls for help, answer and finish them.
import type { Json } from './http.caller';
import { accepts, persist } from './persist';
import { type Actor, eachOf, type Stage, type Team } from './stage';
import { giveFeedback } from './steps.drafting';
import { H } from './steps.founding';

export async function enterRooms(stage: Stage): Promise<void> {
  await eachOf(stage.teams, 20, async (team) => {
    const captain = team.members[0]!.caller;
    const read = () => captain.get(`/teams/${team.id}/room.json`);
    team.room = (await persist(stage.insisting, 'room opened', read, accepts(200))).json.room.id;
  });
}

const WORDS =
  'we asked the council about rent school bus night work papers and they said maybe next year صباح الخير'.split(
    ' ',
  );

function sentence({ random }: Actor): string {
  const words = Array.from({ length: random.whole(3, 40) }, () => random.pick(WORDS));
  return `${words.join(' ')} ${random.uuid()}`;
}

/** Nearly always over the socket, now and then with the form, sometimes twice. */
async function say(stage: Stage, actor: Actor, team: Team): Promise<void> {
  const message: Stage['ledger']['messages'][number] = {
    room: team.room,
    author: actor.login,
    clientId: actor.random.uuid(),
    body: sentence(actor),
  };
  stage.ledger.messages.push(message);
  const live = await actor.live();
  const { clientId, body } = message;
  if (actor.random.chance(0.1)) {
    const send = () => actor.caller.post(`/rooms/${team.room}/messages`, { body, client_id: clientId });
    const answer = await persist(stage.insisting, 'message by form', send, accepts(200, 201));
    message.answer = { id: answer.json.id, seq: answer.json.seq };
  } else {
    const { id, seq } = await live.post(team.room, clientId, body);
    message.answer = { id, seq };
  }
  if (!actor.random.chance(0.05)) return;
  const again = await live.post(team.room, clientId, body);
  if (again.seq !== message.answer.seq)
    live.forks.push(`${team.room}: ${clientId} is ${message.answer.seq} and ${again.seq}`);
}

/** One member's evening: a page or two, messages with pauses between them. */
export async function talk(stage: Stage, actor: Actor, team: Team): Promise<void> {
  const live = await actor.live();
  await live.follow(team.room);
  for (let count = 0; count < stage.sizes.messages; count++) {
    await stage.think(actor, 100, 1_500);
    if (actor.random.chance(0.2)) live.typing(team.room);
    await say(stage, actor, team);
  }
}

export async function callForHelp(stage: Stage, team: Team): Promise<void> {
  const { caller, random } = team.members[0]!;
  const details = `The council or the city? ${random.uuid()}`;
  stage.ledger.helpAsked.push({ team: team.id, details });
  const call = { topic: 'Who decides?', language: 'en', details };
  const send = () => caller.post(`/teams/${team.id}/help-requests`, call);
  // A team has one live request: the second time the first one is named.
  await persist(stage.insisting, 'help asked for', send, ({ status, json }, after) =>
    status === 201 || (status === 409 && after > 0)
      ? ((json.id ?? json.current?.id) as string | undefined)
      : undefined,
  );
}

/** Looks at the queue, takes one, answers, finishes it or gives it back; until every team was helped. */
export async function helpOut(stage: Stage, expert: Actor): Promise<void> {
  const { insisting } = stage;
  const at = `${H(stage)}/help-requests.json`;
  const live = await expert.live();
  while (stage.teams.some((team) => !team.helpDone)) {
    await stage.think(expert, 200, 1_500);
    const queue = await persist(insisting, 'queue read', () => expert.caller.get(at), accepts(200));
    const open = (queue.json.requests as Json[]).filter((one) => one.state === 'open');
    if (open.length === 0) {
      await stage.think(expert, 300, 600);
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const help = expert.random.pick(open);
    const team = stage.teams.find((one) => one.id === help.team);
    if (!team) continue;
    const claim = () => expert.caller.post(`/help-requests/${help.id}/claim`);
    const claimed = await persist(insisting, 'help claimed', claim, ({ status }) =>
      status === 200 ? 'mine' : status === 409 ? 'theirs' : undefined,
    );
    if (claimed === 'theirs') continue;
    await live.follow(team.room);
    await stage.think(expert, 100, 800);
    await say(stage, expert, team);
    if (expert.random.chance(0.15)) {
      // With the request goes the right to the room.
      live.leave(team.room);
      const release = () => expert.caller.post(`/help-requests/${help.id}/release`);
      await persist(insisting, 'help given back', release, ({ status }, after) =>
        status === 200 || (status === 409 && after > 0) ? true : undefined,
      );
      continue;
    }
    await say(stage, expert, team);
    const note = `The council decides. ${expert.random.uuid()}`;
    const finish = () => expert.caller.post(`/help-requests/${help.id}/completion`, { note });
    await persist(insisting, 'help completed', finish, ({ status }, after) =>
      status === 200 || (status === 409 && after > 0) ? true : undefined,
    );
    stage.ledger.helpDone.push({ id: help.id, note });
    await giveFeedback(stage, expert, team);
    team.helpDone = true;
  }
}
