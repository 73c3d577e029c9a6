// Prints how many sightings a console has of an address: RELAY and TOKEN from the environment, the address as argument.
import createClient from 'openapi-fetch';
import type { paths } from './relay.js';

const { RELAY = 'http://localhost:9090', TOKEN = '' } = process.env;

const relay = createClient<paths>({ baseUrl: RELAY, headers: { Authorization: `Bearer ${TOKEN}` } });

const { data: answer, error, response } = await relay.POST('/observe/observables', {
  body: [{ type: 'ip', value: process.argv[2] ?? '203.0.113.66' }],
});

if (answer === undefined) {
  throw new Error(`HTTP ${response.status}: ${error.message}`);
}
for (const { type, message } of answer.errors ?? []) {
  console.log(`${type}: ${message}`);
}
console.log(`${answer.data?.sightings?.count ?? 0} sightings`);
