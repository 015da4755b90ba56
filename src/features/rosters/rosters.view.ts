// The history of seats as sentences and as a table.
import { LEFT } from '../../db/personal-data';
import { csvOf, safeCell } from '../../web/csv';
import { WITHHELD } from '../../web/withheld';
import type { SeatRow } from './rosters.tables';

/** How a seat ended; null while somebody sits there. */
export type Ending = 'left' | 'removed' | 'moved' | 'merged' | 'gone' | null;

export function endingOf(seat: Pick<SeatRow, 'ended_at' | 'kind' | 'name'>): Ending {
  if (seat.ended_at === null) return null;
  if (seat.kind) return seat.kind;
  return seat.name === LEFT ? 'gone' : 'left';
}

const COLUMNS = [
  'team',
  'team_id',
  'person',
  'came',
  'came_from',
  'captain',
  'went',
  'how',
  'went_to',
  'reason',
];

/** For organisers: one line a seat, of the whole hackathon. Times in UTC. */
export const rostersCsv = (seats: readonly SeatRow[]): string =>
  csvOf([
    COLUMNS,
    ...seats.map((seat) => [
      safeCell(seat.team),
      seat.team_id,
      safeCell(seat.name),
      seat.joined_at.toISOString(),
      safeCell(seat.from_team ?? ''),
      seat.captain ? 'yes' : '',
      seat.ended_at?.toISOString() ?? '',
      endingOf(seat) ?? '',
      safeCell(seat.to_team ?? ''),
      safeCell(seat.reason === WITHHELD ? '' : (seat.reason ?? '')),
    ]),
  ]);
