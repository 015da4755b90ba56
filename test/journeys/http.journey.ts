// What the steps of the journey by HTTP share: the people with their sign-ins, ids to come back to, and how
// an answer of the contract looks.
import { createWorld, PASSWORD, type World } from '../support/world';
import { type Answer, type Caller, caller } from './caller';

export const H = '/hackathons/our-town';

export interface Journey {
  world: World;
  who(name: string): Caller;
  /** Ids of people by login. */
  ids: Record<string, string>;
  /** Ids and addresses that later steps need. */
  kept: Record<string, string>;
  criteria: string[];
  signUp(login: string, more?: Record<string, string>): Promise<Answer>;
  refused(answer: Answer, status: number): Answer['json'];
  made(answer: Answer, location: RegExp): { id: string; location: string };
  changed(answer: Answer, location: RegExp): Answer['json'];
  /** Closes phases and opens others now; the second list is what is open then. */
  turn(from: string[], to: string[], open?: string[]): Promise<void>;
  begin(): Promise<void>;
  end(): Promise<void>;
}

function refused(answer: Answer, status: number) {
  expect([answer.status, answer.text]).toEqual([status, answer.text]);
  expect(answer.json).toMatchObject({ error: expect.any(String), message: expect.any(String) });
  return answer.json;
}

function made(answer: Answer, location: RegExp) {
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  expect(answer.json).toMatchObject({ location: expect.stringMatching(location), id: expect.any(String) });
  return answer.json;
}

function changed(answer: Answer, location: RegExp) {
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  expect(answer.json.location).toMatch(location);
  return answer.json;
}

export function journeyByHttp(): Journey {
  const people: Record<string, Caller> = {};
  const ids: Record<string, string> = {};
  const who = (name: string) => people[name]!;
  const phase = async (key: string, fields: Record<string, string>) =>
    changed(await who('ada').post(`${H}/phases/${key}`, { ...fields, reason: 'All are ready' }), /steps$/);
  const journey: Journey = {
    world: undefined as unknown as World,
    who,
    ids,
    kept: {},
    criteria: [],
    refused,
    made,
    changed,
    async signUp(login, more = {}) {
      people[login] = caller(journey.world.base);
      const name = { display_name: `Name of ${login}`, login, password: PASSWORD };
      const answer = await who(login).post('/accounts', {
        ...name,
        accept_rules: 'on',
        locale: 'en',
        ...more,
      });
      ids[login] = made(answer, /^\/recovery-codes$/).id;
      return answer;
    },
    async turn(from, to, open = to) {
      for (const key of from) await phase(key, { closes_at: 'now' });
      for (const key of to) await phase(key, { opens_at: 'now' });
      expect((await who('visitor').get(`${H}.json`)).json.hackathon.now.sort()).toEqual([...open].sort());
    },
    async begin() {
      journey.world = await createWorld();
      people.visitor = caller(journey.world.base);
    },
    async end() {
      for (const one of Object.values(people)) one.close();
      await journey.world.close();
    },
  };
  return journey;
}
