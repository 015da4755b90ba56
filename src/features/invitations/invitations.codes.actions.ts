// A code that was typed becomes the link it stands for. Guesses are counted, right codes are not; what is used up
// stops codes from being typed for a while, never a link.
import type { Deps } from '../../deps';
import { InvalidInput, TooMany } from '../../errors';
import { findByCode, invitationToken } from '../hackathons/invitations.actions';
import { readCode } from '../hackathons/invitations.policy';

interface Guesser {
  personId: string | null;
  address: string;
}

/** Whoever has an account has limits of their own: no stranger at the same address, nor a thousand, use them up. */
function countersOf(deps: Deps, { personId, address }: Guesser) {
  const { codesOfAccount, codesOfAccounts, codesOfAddress, codesOfVisitors } = deps.limits;
  return personId
    ? [
        { limit: codesOfAccount, key: personId },
        { limit: codesOfAccounts, key: address },
      ]
    : [
        { limit: codesOfAddress, key: address },
        { limit: codesOfVisitors, key: 'all' },
      ];
}

/**
 * The token of the link, whatever its state. Counted before it is looked up, so that guesses at the same moment are
 * counted too, and given back when it is right.
 */
export async function openCode(deps: Deps, guesser: Guesser, typed: string): Promise<string> {
  const code = readCode(typed);
  if (code === null) throw new InvalidInput({ team_code: { key: 'invitations.code.notOne' } });
  const counters = countersOf(deps, guesser);
  try {
    for (const { limit, key } of counters) await limit.count(key);
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    const key = guesser.personId ? 'invitations.code.wait' : 'invitations.code.signInFirst';
    throw new TooMany(error.retryAfter, key);
  }
  const invitation = await findByCode(deps, code);
  if (!invitation) throw new InvalidInput({ team_code: { key: 'invitations.code.wrong' } });
  for (const { limit, key } of counters) await limit.giveBack(key);
  return invitationToken(deps, invitation.id);
}
