// Rooms of the demo: teams ask for help, experts come, people talk; in the order in which it happened.
import { randomUUID } from 'node:crypto';
import { askForHelp, claimHelp } from '../features/help/help.actions';
import { completeHelp } from '../features/help/help.ends.actions';
import { postMessage } from '../features/messages/messages.actions';
import { roomOfTeam } from '../features/rooms/rooms.actions';
import { keepVisit } from '../features/rooms/rooms.queries';
import type { Player } from './player';
import type { HelpRequest, Room } from './texts/shapes';

interface Act {
  minutesAgo: number;
  play(): Promise<unknown>;
}

/** Longer ago comes first; acts of the same minute keep their order. */
async function playInOrder(player: Player, acts: Act[]): Promise<void> {
  const order = acts.map((act, index) => ({ act, index }));
  order.sort((a, b) => b.act.minutesAgo - a.act.minutesAgo || a.index - b.index);
  for (const { act } of order) {
    player.at({ minutes: -act.minutesAgo });
    await act.play();
  }
}

/** The first expert of a team comes by a help request before the first word they say. */
export async function talk(
  player: Player,
  rooms: readonly Room[],
  requests: readonly HelpRequest[],
  teams: Map<string, string>,
): Promise<void> {
  const acts: Act[] = [];
  for (const room of rooms) {
    const teamId = teams.get(room.team)!;
    const { id: roomId } = await roomOfTeam(player.deps, player.deps.db, teamId);
    room.messages.forEach((message, index) => {
      const minutesAgo = message.minutesAgo ?? room.messages.length - index;
      acts.push({
        minutesAgo,
        play: async () => {
          const person = await player.person(message.by);
          await postMessage(player.deps, person, { roomId, clientId: randomUUID(), body: message.body });
          // Nobody has a socket in the story: who wrote was there.
          await keepVisit(player.deps.db, roomId, person.id, await player.deps.clock.now(player.deps.db));
        },
      });
    });
  }
  for (const request of requests) acts.push(...helpActs(player, request, rooms, teams));
  await playInOrder(player, acts);
}

function helpActs(
  player: Player,
  request: HelpRequest,
  rooms: readonly Room[],
  teams: Map<string, string>,
): Act[] {
  const teamId = teams.get(request.team)!;
  const spoken = rooms.find((room) => room.team === request.team)?.messages ?? [];
  const first = spoken.find((message) => message.by === request.claimedBy)?.minutesAgo;
  const last = Math.min(...spoken.map((message) => message.minutesAgo ?? 0), first ?? 40);
  const asked = first ? first + 20 : 25;
  let id = '';
  const acts: Act[] = [
    {
      minutesAgo: asked,
      play: async () => {
        const { topic, language, details } = request;
        ({ id } = await askForHelp(player.deps, await player.person(request.by), teamId, {
          topic,
          language,
          details,
        }));
      },
    },
  ];
  if (request.claimedBy) {
    const expert = request.claimedBy;
    acts.push({
      minutesAgo: (first ?? 20) + 2,
      play: async () => claimHelp(player.deps, await player.person(expert), id),
    });
    if (request.state === 'done')
      acts.push({
        minutesAgo: Math.max(1, last - 5),
        play: async () =>
          completeHelp(player.deps, await player.person(expert), id, {
            note: request.note ?? '',
            section: null,
          }),
      });
  }
  return acts;
}
