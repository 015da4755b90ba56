// Runs in a thread of its own (see placement.aside.ts): plans each problem it is given.
import { parentPort } from 'node:worker_threads';
import { fitOf } from '../seekers/seekers.fit';
import type { Placing } from './placement.aside';
import { solve } from './placement.solver';

parentPort?.on('message', (placing: Placing) => {
  const { people, teams } = placing;
  const fits = new Uint8Array(people.length * teams.length);
  people.forEach((person, at) => {
    teams.forEach((team, place) => {
      const barred = person.barred?.includes(team.id);
      fits[at * teams.length + place] = barred ? 0 : fitOf(person, team).score;
    });
  });
  const { proof, ...solution } = solve({ ...placing, fits });
  parentPort?.postMessage(solution);
});
