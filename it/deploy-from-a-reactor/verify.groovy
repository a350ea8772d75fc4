import groovy.json.JsonSlurper

def hecktor = new File(basedir, 'submission/target/hecktor')
def archive = new File(hecktor, 'submission_task1.tar.gz')
def released = new File(basedir, 'target/releases/org/example/submission/1.0')
[
  'submission-1.0-task1.tar.gz': 'submission_task1.tar.gz',
  'submission-1.0-task1.cdx.json': 'submission_task1.tar.gz.cdx.json',
  'submission-1.0-task1.intoto.json': 'submission_task1.tar.gz.intoto.json',
].each { artifact, file ->
  assert new File(released, artifact).bytes == new File(hecktor, file).bytes : artifact
}
assert new File(released, 'submission-1.0.pom').file
assert new File(basedir, 'target/releases/org/example/inference/1.0/inference-1.0.jar').file

def installed = new File(localRepositoryPath, 'org/example/submission/1.0/submission-1.0-task1.tar.gz')
assert installed.bytes == archive.bytes

def report = new JsonSlurper().parse(new File(hecktor, 'task1/image.json'))
assert report.entrypoint.takeRight(3) == ['-cp', '/opt/app/submission.jar', 'org.example.Predict']

def log = new File(basedir, 'build.log').text
assert log.count('Wrote target/hecktor/submission_task1.tar.gz') == 3
assert log.count("sha256   ${new File(hecktor, archive.name + '.sha256').text.take(64)}") == 3
assert log.count('Skipped: no task\'s folder is here, but in another module.') == 2
return true
