import groovy.json.JsonSlurper

File run = new File(basedir, 'target/hecktor/task2/test-run')
def report = new JsonSlurper().parse(new File(run, 'report.json'), 'UTF-8')
assert report.verdict == 'fail'

Map<String, List<String>> expected = [
  'input': ['network', 'filesystem', 'filesystem', 'output'],
  'app-folder': ['filesystem'],
  'home': ['filesystem'],
  'keeps-the-rules': [],
  'network': ['network'],
  'wrong-output': ['output'],
]
// Without strace the engine says that it does not see writes, and nothing is made up for it.
boolean writesSeen = !report.exactness.filesystem.startsWith('not seen')
if (!writesSeen) {
  expected = expected.collectEntries { name, rules -> [name, rules - 'filesystem'] }
  assert report.notChecked*.rule.contains('filesystem')
}
assert report.cases.collectEntries { [it.case, it.violations*.rule] } == expected
assert report.cases*.exitCode.every { it == 0 }
report.cases.each { assert it.verdict == (it.violations ? 'fail' : 'pass') }
assert report.violations.size() == report.cases*.violations.flatten().size()

def subjects = { name -> report.violations.findAll { it.case == name }*.subject }
if (writesSeen) {
  assert subjects('app-folder') == ['/opt/app/cache.bin']
  assert subjects('home').every { it.endsWith('/.cache-of-mine') }
}
if (report.exactness.network.startsWith('each attempt is named')) {
  assert subjects('network') == ['connect 192.0.2.1:443/tcp']
}
report.violations.each { assert it.evidence && it.fix }

// A second run finds who did it; the first case's finds it for all.
if (report.exactness.network.startsWith('each attempt is named')) {
  List<String> source = new File(basedir, 'src/main/java/org/example/Main.java').readLines('UTF-8')
  def frame = { method, words ->
    "org.example.Main.${method}(Main.java:${source.findIndexOf { it.contains(words) } + 1})".toString()
  }
  def tried = report.violations.findAll { it.rule in ['network', 'filesystem'] }
  assert tried.size() == 6
  tried.each {
    boolean network = it.rule == 'network'
    assert it.stack.contains(network ? frame('reachOut', 'socket.connect(') : frame('write', 'Files.writeString(file'))
  }
  assert report.violations.findAll { it.stack == null }*.rule == ['output', 'output']
  String console = new File(basedir, 'build.log').text
  assert console.contains('at ' + frame('reachOut', 'socket.connect('))
  // The failure itself names code and cause; nobody has to look for them above.
  assert console.contains('HECK-801: task2 broke the rule `network` in case `input`: connect 192.0.2.1:443/tcp, at '
    + frame('reachOut', 'socket.connect(') + '. `java` tried connect: ENETUNREACH. It is the first of ')
  assert console.count('is run once more') == 1
  assert new File(run, 'TEST-hecktor-task2.xml').text.contains('      at ' + frame('reachOut', 'socket.connect('))
}

String log = new File(basedir, 'build.log').text
assert log.contains('task2 FAIL: image ')
assert log.contains('task2 broke the rule `network` in case `input`: ')
assert log.contains('see `target/hecktor/report.html`.')
assert new File(basedir, 'target/hecktor/report.html').file
assert new File(run, 'network/stdout.log').text.contains('never mind the network')
assert new File(run, 'TEST-hecktor-task2.xml').text.contains('failures="5"') == writesSeen
return true
