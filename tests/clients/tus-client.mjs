// Uploads a file with tus-js-client as a page would: node tus-client.mjs '{"endpoint": …}'. Prints the URL of
// the upload when all has arrived, and what happened on the way to stderr.
import { createReadStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { Upload } from 'tus-js-client'

const { endpoint, path, lessonId, cookie, origin, ...options } = JSON.parse(process.argv[2])
const headers = { Cookie: cookie, Origin: origin }
let failures = 0
const file = createReadStream(path)
// Of a file it knows the length, whatever it is told.
const upload = new Upload(options.uploadLengthDeferred ? file.pipe(new PassThrough()) : file, {
  endpoint,
  headers,
  metadata: { lessonId, filename: 'lesson.mp4' },
  retryDelays: Array.from({ length: 40 }, () => 200),
  onShouldRetry: (error) => {
    const status = error.originalResponse?.getStatus() ?? 0
    console.error(`${++failures}: ${status} ${error.message.slice(0, 150)}`)
    return status < 400 || status >= 500 || status === 409 || status === 423
  },
  onError: (error) => {
    console.error(error.message)
    process.exit(1)
  },
  onSuccess: () => {
    console.log(upload.url)
    process.exit(0)
  },
  ...options
})
upload.start()
