// The official client beside ours, on the same tables.
//   node interop.mjs read  CONNECTION PREFIX          every row of every table with the prefix, one JSON line each
//   node interop.mjs write CONNECTION TABLE           rows of every type and with difficult keys, one by one and in a transaction
//   node interop.mjs stale CONNECTION TABLE PK RK TAG an update with a tag; prints the status it gets
import { TableClient, TableServiceClient } from '@azure/data-tables';

const [mode, connection, name, ...rest] = process.argv.slice(2);
const local = { allowInsecureConnection: true };
const table = of => TableClient.fromConnectionString(connection, of, local);

async function read() {
  for await (const { name: found } of TableServiceClient.fromConnectionString(connection, local).listTables()) {
    if (!found.startsWith(name)) continue;
    for await (const { etag, partitionKey, rowKey, timestamp, ...values } of table(found).listEntities({ disableTypeConversion: true }))
      console.log(JSON.stringify({ table: found.slice(name.length), partitionKey, rowKey, etag, values }));
  }
}

async function write() {
  const client = table(name);
  await client.createTable();
  const text = '“It’s not safe”, she said. 家 👩‍👧 \u0000\r\n--changeset_1';
  await client.createEntity({
    partitionKey: "o'neil p", rowKey: 'r 1%41&+=(,)',
    Text: text, Int: 42, Long: { type: 'Int64', value: '9007199254740993' }, Double: 1.5, Yes: true,
    When: { type: 'DateTime', value: '2026-01-02T03:04:05.1234567Z' },
    Id: { type: 'Guid', value: 'c9da6455-213d-42c9-9a79-3e9149a57833' }, Bytes: new Uint8Array([1, 2, 255]),
  });
  await client.submitTransaction([...Array(5).keys()].map(i => ['create', { partitionKey: 'batch', rowKey: `家${i}`, Text: text }]));
}

async function stale() {
  const [partitionKey, rowKey, etag] = rest;
  const status = await table(name).updateEntity({ partitionKey, rowKey, Theirs: 1 }, 'Merge', { etag }).then(() => 204, error => error.statusCode);
  console.log(status);
}

await { read, write, stale }[mode]();
