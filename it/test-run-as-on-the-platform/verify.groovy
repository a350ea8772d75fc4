import groovy.json.JsonSlurper

def report = { task ->
  new JsonSlurper().parse(new File(basedir, "target/hecktor/${task}/test-run/report.json"), 'UTF-8')
}
def stdout = { task, name -> new File(basedir, "target/hecktor/${task}/test-run/${name}/stdout.log").text }

// Time is over: TERM, which the program outlives, then KILL. Nothing else is blamed on it.
def slow = report('task1')
assert slow.verdict == 'fail'
assert slow.limits.timeSeconds == 1
assert slow.violations*.rule.unique() - 'output' == ['time']
assert slow.cases[0].exitCode == 137
assert slow.cases[0].durationSeconds >= 1

def small = report('task2')
assert small.profile == 'small-machine'
def cases = small.cases.collectEntries { [it.case, it] }
def rules = { name -> cases[name].violations*.rule - 'output' }

assert cases.input.verdict == 'pass' : cases.input.violations
assert stdout('task2', 'input').readLines() == [
  'input is a link: true',
  'walking it finds: 1',
  'Max data size             471859200            471859200            bytes     ',
  'model: none']

// One process asks for more than RLIMIT_DATA: it is refused, and not killed.
assert rules('refused-memory').contains('memory') : cases['refused-memory']
assert cases['refused-memory'].violations.any { it.subject == 'refused memory beyond 450 MiB per process' }
// All processes together take more than there is: the kernel or the supervisor kills.
assert rules('killed-for-memory') == ['memory'] : cases['killed-for-memory']
assert cases['killed-for-memory'].violations.any { it.subject == 'over the limit of 700 MiB' }
// A heap that is too small is the program's own affair.
assert rules('heap') == ['exit']
assert cases.heap.violations.find { it.rule == 'exit' }.fix.contains('-Xmx')

// What the platform does to logs is told and breaks no rule.
assert cases['odd-words'].verdict == 'pass' : cases['odd-words'].violations
assert cases['odd-words'].warnings.size() >= 4 : cases['odd-words'].warnings

def next = report('task')
assert next.profile == 'hecktor2026'
assert next.verdict == 'pass' : next.violations
assert stdout('task', 'input').readLines() == [
  'input is a link: true',
  'walking it finds: 1',
  'Max data size             16106127360          16106127360          bytes     ',
  'model: 0.25']
assert next.cases[0].outputs*.path.size() == 4
return true
