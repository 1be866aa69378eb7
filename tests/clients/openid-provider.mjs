// A real OpenID Connect provider on 127.0.0.1. Whoever comes is signed in at once as the login_hint; tests
// say what is known of them: PUT /accounts {"ben@…": {"sub": …, "email": …, "email_verified": true}}.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, redirectUri, secret] = process.argv.slice(2);
let accounts = {};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'lessonlens', client_secret: secret, redirect_uris: [redirectUri] }],
  pkce: { required: () => true },
  // As Google and Microsoft do, the ID token itself tells the address.
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  ttl: { IdToken: 60 },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => Object.values(accounts).find((account) => account.sub === sub),
  }),
});

async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = accounts[params.login_hint].sub;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope('openid email');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

const answer = provider.callback();
createServer(async (request, response) => {
  if (request.method === 'PUT' && request.url === '/accounts') {
    accounts = JSON.parse(Buffer.concat(await request.toArray()));
    response.writeHead(204).end();
  } else if (request.url.startsWith('/interaction/')) await interact(request, response);
  else answer(request, response);
}).listen(Number(port), '127.0.0.1');
