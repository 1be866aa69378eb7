// What a suite's report says: "passed failed skipped", or with --failed each failed test with its message.
// Use: node tests/report.mjs [--failed] REPORT (vitest's .json, or the .trx of `dotnet test`)
import { readFileSync } from "node:fs";

const longestMessage = 40; // lines
const wantsFailed = process.argv[2] === "--failed";
const file = process.argv.at(-1);
const text = readFileSync(file, "utf8");
const { numbers, failed } = file.endsWith(".json") ? ofVitest(JSON.parse(text)) : ofDotnet(text);

if (!wantsFailed) console.log(numbers.join(" "));
else for (const { name, took, message } of failed) {
  const lines = message.split(/\r?\n/).slice(0, longestMessage);
  console.log([`${name} (${took})`, ...lines].join("\n    "));
}

function ofVitest(report) {
  const tests = report.testResults.flatMap(file => file.assertionResults);
  return {
    numbers: [report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests],
    failed: tests.filter(test => test.status === "failed").map(test => ({
      name: test.fullName,
      took: `${Math.round(test.duration)} ms`,
      message: test.failureMessages.join("\n"),
    })),
  };
}

function ofDotnet(report) {
  const counters = /<Counters [^>]*>/.exec(report)[0];
  const number = name => Number(new RegExp(` ${name}="(\\d+)"`).exec(counters)[1]);
  // What was not executed has a reason when it was skipped, and none when it runs only on demand.
  const skipped = (report.match(/outcome="NotExecuted"[^>]*[^/]>/g) ?? []).length;
  const failures = report.matchAll(
    /<UnitTestResult ([^>]*outcome="Failed"[^>]*)>(.*?)<\/UnitTestResult>/gs);
  // Of what is no test: a class that could not be left in order, a result that was lost.
  const beside = report.matchAll(/<RunInfo [^>]*outcome="Error"[^>]*>\s*<Text>(.*?)<\/Text>/gs);
  const inside = (text, pattern) => plain(pattern.exec(text)?.[1] ?? "");
  return {
    numbers: [number("passed"), number("executed") - number("passed"), skipped],
    failed: [
      ...[...failures].map(([, about, output]) => ({
        name: inside(about, /testName="([^"]*)"/),
        took: inside(about, /duration="([^"]*)"/),
        message: inside(output, /<Message>(.*?)<\/Message>/s) + "\n"
          + inside(output, /<StackTrace>(.*?)<\/StackTrace>/s),
      })),
      ...[...beside].filter(([, text]) => !text.endsWith("[FAIL]"))
        .map(([, text]) => ({ name: "The run itself", took: "no test", message: plain(text) })),
    ],
  };
}

function plain(xml) {
  const signs = { lt: "<", gt: ">", quot: "\"", apos: "'", amp: "&" };
  return xml
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, sign) => signs[sign]);
}
