// The promise of the README's first example: one archive to upload per task, whole and named right,
// of an image that keeps the rules on every local case.
import groovy.json.JsonSlurper
import java.security.MessageDigest
import java.util.zip.GZIPInputStream

/** Reads the small files at the top of a tar; names longer than a header's field are no concern. */
Map<String, byte[]> jsonEntries(InputStream tar) {
  Map<String, byte[]> entries = [:]
  for (byte[] header = tar.readNBytes(512);
      header.length == 512 && header[0] != 0;
      header = tar.readNBytes(512)) {
    String name = new String(header, 0, 100, 'UTF-8').takeWhile { it != '\0' }
    long size = sizeOf(header)
    if (name.endsWith('.json')) {
      entries[name] = tar.readNBytes(size as int)
    } else {
      tar.skipNBytes(size)
    }
    tar.skipNBytes((512 - size % 512) % 512)
  }
  return entries
}

/** The size field: octal digits, or binary where the first bit is set (GNU and star). */
long sizeOf(byte[] header) {
  if (header[124] < 0) {
    return new BigInteger(1, header[125..135] as byte[]).longValueExact()
  }
  return Long.parseLong(new String(header, 124, 12, 'US-ASCII').replace('\0', ' ').trim(), 8)
}

String sha256(InputStream bytes) {
  MessageDigest digest = MessageDigest.getInstance('SHA-256')
  bytes.eachByte(65536) { buffer, count -> digest.update(buffer, 0, count) }
  return digest.digest().encodeHex().toString()
}

/** The cases as the folders of a task show them. */
List<String> cases(File taskFolder) {
  ['input'] + (new File(taskFolder, 'test/cases').list() as List).sort()
}

['task1', 'task2', 'task3'].each { task ->
  File out = new File(basedir, 'target/hecktor')
  File archive = new File(out, "submission_${task}.tar.gz")
  File sum = new File(out, "submission_${task}.tar.gz.sha256")
  assert archive.file : "no archive for ${task}"
  assert sum.file : "no checksum for ${task}"

  def line = sum.getText('UTF-8') =~ /\A([0-9a-f]{64}) [ *](\S+)\r?\n?\z/
  assert line.matches() : "${sum.name} is not in sha256sum's format"
  assert line.group(2) == archive.name
  assert line.group(1) == archive.withInputStream { sha256(it) }

  ['image/index.json', 'image/oci-layout', 'image.json'].each { file ->
    assert new File(out, "${task}/${file}").file : "no ${task}/${file}"
  }

  File run = new File(out, "${task}/test-run")
  def report = new JsonSlurper().parse(new File(run, 'report.json'), 'UTF-8')
  def image = new JsonSlurper().parse(new File(out, "${task}/image.json"), 'UTF-8')
  assert report.task == task
  assert report.image == image.image
  assert report.verdict == 'pass' : "${task}: ${report.violations}"
  assert report.violations == []
  assert report.cases*.case == cases(new File(basedir, task.replace('task', 'Task')))
  report.cases.each { one ->
    assert one.verdict == 'pass'
    assert one.exitCode == 0
    assert one.durationSeconds > 0
    assert one.peakMemoryBytes > 0
    assert one.outputs.size() == 1
    File output = new File(run, "${one.case}/output/${one.outputs[0].path}")
    assert output.withInputStream { sha256(it) } == one.outputs[0].sha256
    assert new File(run, "${one.case}/stdout.log").file
    assert new File(run, "${one.case}/stderr.log").length() == 0
  }
  assert new File(run, "TEST-hecktor-${task}.xml").file
  assert new File(basedir, 'build.log').text.contains(
      "${task}: this very image passed its test run.".toString())

  Map<String, byte[]> entries =
      archive.withInputStream { jsonEntries(new GZIPInputStream(new BufferedInputStream(it))) }
  assert entries.containsKey('manifest.json') : "${archive.name} holds ${entries.keySet()}"
  def manifest = new JsonSlurper().parse(entries['manifest.json'], 'UTF-8')
  assert manifest.size() == 1
  String name = manifest[0].Config
  assert name ==~ /[0-9a-f]{64}\.json/ : "the config is named ${name}"

  // The platform takes the image ID from the name and never looks whether it is right.
  assert entries.containsKey(name) : "${archive.name} lacks its config"
  assert name == sha256(new ByteArrayInputStream(entries[name])) + '.json'
  def config = new JsonSlurper().parse(entries[name], 'UTF-8')
  assert config.architecture == 'amd64'
  assert config.config.Env.contains("HECKTOR_TASK=${task}".toString())
  assert config.rootfs.diff_ids.size() == manifest[0].Layers.size()
}
return true
