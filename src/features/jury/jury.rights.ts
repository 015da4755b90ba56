// Who may name readers, as errors that people can read.
import { Forbidden } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import type { RoundRow } from '../rounds/rounds.tables';
import { mayAssign } from './jury.policy';

export function requireAssigning(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at || !mayAssign(facts)) throw new Forbidden('jury.refused.assignTooLate');
}
