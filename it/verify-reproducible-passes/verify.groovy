import groovy.json.JsonSlurper

def hecktor = new File(basedir, 'target/hecktor')
def digest = new File(hecktor, 'submission_task2.tar.gz.sha256').text.take(64)
def report = new JsonSlurper().parse(new File(hecktor, 'verify-reproducible.json'))
assert report.reproducible
assert report.archives*.name == ['', '.cdx.json', '.intoto.json'].collect { 'submission_task2.tar.gz' + it }
assert report.archives.every { it.first == it.second }
assert report.archives[0].first == "sha256:$digest"
assert report.archives[0].second == "sha256:$digest"
assert report.archives[0].differences == []
assert report.varied.any { it.startsWith('time zone ') }

def log = new File(basedir, 'build.log').text
assert log.contains("submission_task2.tar.gz: the same bytes, sha256 $digest")

def rebuild = new File(hecktor, 'verify-reproducible/rebuild.log').text
assert rebuild.contains('Linked a run-time image with') : 'nothing of the first build was taken'
assert rebuild.contains(digest)
return true
