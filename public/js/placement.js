// Dragging for those who can: a person onto a team. A drop sends the same form that stands beside the person.
import { draggable, send } from './drag.js';

const teams = [...document.querySelectorAll('[data-target]')];

for (const person of document.querySelectorAll('[data-person]'))
  draggable(
    person,
    () => teams,
    (team) => send(person.dataset.moves, { person: person.dataset.person, team: team.dataset.target }),
  );
