import groovy.json.JsonSlurper
import java.util.zip.ZipFile

def hecktor = new File(basedir, 'target/hecktor')
def archives = hecktor.list().findAll { it.endsWith('.tar.gz') }
assert archives == ['submission_task2.tar.gz']: "only task 2 has resources, found $archives"

def report = new JsonSlurper().parse(new File(hecktor, 'task2/image.json'))
assert report.task == 'task2'
assert report.user == '1000:1000'
assert report.entrypoint.last() == 'org.example.Predict': 'the only class with a main method'
assert report.layers*.name == ['base', 'run-time image', 'jar', 'resources']
assert report.inputs.resources*.path == ['/opt/app/resources/risk.txt']

def log = new File(basedir, 'build.log').text
assert log.contains('task2: this image has not been through a test run')
assert log.contains(new File(hecktor, 'submission_task2.tar.gz.sha256').text.take(64))
return true
