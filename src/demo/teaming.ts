// Teams of the demo find each other: founded by their captain, joined by the others.
import { hackathonBySlug } from '../features/hackathons/hackathons.queries';
import { inviteToTeam, joinByLink } from '../features/invitations/invitations.links.actions';
import { acceptRequest, askToJoin } from '../features/requests/requests.actions';
import { foundTeam } from '../features/teams/teams.actions';
import { joinTeam } from '../features/teams/teams.seats.actions';
import { CHANNELS, SKILLS, TIMES } from '../features/teams/teams.together';
import type { Player } from './player';
import type { Team } from './texts/shapes';

/** Founds the teams of a hackathon; returns their ids by the key of the texts. */
export async function formTeams(
  player: Player,
  slug: string,
  teams: readonly Team[],
): Promise<Map<string, string>> {
  const hackathon = (await hackathonBySlug(player.deps.db, slug))!;
  const ids = new Map<string, string>();
  for (const [at, team] of teams.entries()) {
    const captain = await player.person(team.captain);
    const { id } = await foundTeam(player.deps, captain, hackathon, {
      name: team.name,
      pitch: team.pitch,
      challenge: team.challenge,
      languages: team.languages as never,
      joining: team.joining,
      // Something else for each.
      seeks: SKILLS.filter((_, skill) => (skill + at) % 4 === 0),
      times: TIMES.filter((_, time) => (time + at) % 3 !== 0),
      channel: CHANNELS[at % CHANNELS.length]!,
    });
    ids.set(team.key, id);
    for (const login of team.members) {
      if (login !== team.captain) await takeSeat(player, team, id, login);
    }
  }
  return ids;
}

/** Each by the way in that the team chose. */
async function takeSeat(player: Player, team: Team, id: string, login: string): Promise<void> {
  const captain = await player.person(team.captain);
  const person = await player.person(login);
  if (team.joining === 'open') {
    await joinTeam(player.deps, person, id);
  } else if (team.joining === 'invite') {
    const { token } = await inviteToTeam(player.deps, captain, id, { uses: 1, hours: 24 });
    await joinByLink(player.deps, person, id, token);
  } else {
    const request = await askToJoin(player.deps, person, id, { motivation: '' });
    await acceptRequest(player.deps, captain, request.id);
  }
}
