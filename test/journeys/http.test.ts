// The whole way of a hackathon by HTTP and sockets alone, as contract.md says: no page is read to go on.
// Each step stands on the one before.
import { foundingSteps } from './http.founding';
import { journeyByHttp } from './http.journey';
import { judgingSteps } from './http.judging';
import { teamSteps } from './http.teams';
import { writingSteps } from './http.writing';

const journey = journeyByHttp();
beforeAll(journey.begin);
afterAll(journey.end);

foundingSteps(journey);
teamSteps(journey);
writingSteps(journey);
judgingSteps(journey);
