// Times that experts of the demo offer, and the one that a team has booked.
import { hackathonBySlug } from '../features/hackathons/hackathons.queries';
import { bookSlot } from '../features/office-hours/office-hours.bookings.actions';
import { publishSlots } from '../features/office-hours/office-hours.publishing.actions';
import { type Player, ZONE } from './player';

export async function offerHours(player: Player, slug: string, teamId: string): Promise<void> {
  const { deps } = player;
  const hackathon = (await hackathonBySlug(deps.db, slug))!;
  const day = (days: number) => player.wall(days, 0).slice(0, 10);
  player.at({ hours: -3 });
  const alone = await publishSlots(deps, await player.person('expert-1'), hackathon, {
    ...{ day: day(1), from: '16:00', until: '17:00', minutes: 30, zone: ZONE },
    ...{ kind: 'team', seats: 1, topic: 'What your plan costs', language: 'en', link: null },
  });
  await publishSlots(deps, await player.person('expert-2'), hackathon, {
    ...{ day: day(2), from: '19:00', until: '20:30', minutes: 0, zone: 'Europe/Vilnius' },
    ...{ kind: 'workshop', seats: 8, topic: 'How to ask a sports club for a place', language: 'en' },
    link: 'https://meet.example.org/clubs',
  });
  await bookSlot(deps, await player.person('participant-1'), teamId, alone.ids[0]!);
}
