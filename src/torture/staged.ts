// A hackathon made ready through the doors, up to the moment a trial begins.
import { accepts, persist } from '../simulation/persist';
import { type Actor, createStage, eachOf, type Sizes, type Stage, type Team } from '../simulation/stage';
import { draftOf } from '../simulation/steps.drafting';
import { found, furnish, inviteAll, openHackathon, signUpAll, turn } from '../simulation/steps.founding';
import { enterRooms } from '../simulation/steps.rooms';
import { formTeams, joinAll } from '../simulation/steps.teams';
import type { Target } from './trial';

const NOTHING: Sizes = { teams: 0, people: 0, experts: 0, jurors: 0, messages: 0 };

/** Open, with teams formed, drafting begun and rooms entered. */
export async function stagedTeams(target: Target, seed: string, sizes: Partial<Sizes>): Promise<Stage> {
  const stage = createStage({
    base: () => target.base,
    sizes: { ...NOTHING, ...sizes },
    seed,
    pace: 0,
    patience: 60_000,
  });
  await signUpAll(stage, 8);
  await found(stage, await target.founderLink());
  await furnish(stage);
  await inviteAll(stage);
  await openHackathon(stage);
  await turn(stage, [], ['inquiry', 'teams']);
  await joinAll(stage);
  await formTeams(stage);
  await turn(stage, [], ['drafting']);
  await enterRooms(stage);
  return stage;
}

const KEYS = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];

/** Every section in one save, so that the team can hand in. */
export async function fillDraft(stage: Stage, actor: Actor, team: Team, word: string): Promise<void> {
  const draft = await draftOf(stage, actor, team);
  team.submission = draft.id;
  const fields = Object.fromEntries(
    KEYS.flatMap((key) => [
      [`section[${key}]`, `${word} on ${key}.`],
      [`version[${key}]`, String(draft.sections[key].version)],
    ]),
  );
  const send = () => actor.caller.post(`/submissions/${draft.id}/draft`, fields);
  await persist(stage.insisting, 'draft filled', send, accepts(200));
}

export async function fillDrafts(stage: Stage, word: string): Promise<void> {
  await eachOf(stage.teams, 8, (team) => fillDraft(stage, team.members[0]!, team, word));
}
